package dev.millrace.approval.page;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** A body that was posted. */
sealed interface BoundedBody {

    @SuppressWarnings("ArrayRecordComponent") // read once, by whoever asked for it
    record Whole(byte[] bytes) implements BoundedBody {}

    /** Read to its end, and thrown away. */
    record TooLarge() implements BoundedBody {}

    /** Reads a body to its end in bounded memory. */
    static Uni<BoundedBody> read(HttpServerRequest request, int largest) {
        Promise<BoundedBody> read = Promise.promise();
        Buffer kept = Buffer.buffer();
        request.exceptionHandler(read::tryFail);
        request.handler(chunk -> {
            if (kept.length() <= largest) {
                kept.appendBuffer(chunk, 0, Math.min(chunk.length(), largest + 1 - kept.length()));
            }
        });
        request.endHandler(
                end -> read.tryComplete(kept.length() > largest ? new TooLarge() : new Whole(kept.getBytes())));
        request.resume();
        return UniHelper.toUni(read.future());
    }
}
