package dev.millrace.runtime.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/** Asks an OpenAI-compatible API for a short completion, whole or streamed. */
final class ChatClient {

    private static final long BETWEEN_TRIES = 100;
    private static final int OK = 200;
    private static final Buffer WHOLE = body(false);
    private static final Buffer STREAMED = body(true);

    private final HttpClient http;
    private final String address;
    private final String key;

    /** @param base of the API, with its version */
    ChatClient(HttpClient http, String base, String key) {
        this.http = http;
        this.address = base + "/chat/completions";
        this.key = key;
    }

    private static Buffer body(boolean stream) {
        return Buffer.buffer("""
            {"model":"default","max_tokens":64,"stream":%s,"messages":[{"role":"user","content":"Say hello."}]}""".formatted(stream));
    }

    /** Until the whole answer is there. */
    Future<Load.Reply> whole() {
        return Post.status(http, request(), WHOLE).map(status -> Load.Reply.now(status == OK));
    }

    /** Until the first part of a streamed answer; the next call waits for the rest. */
    Future<Load.Reply> firstPart() {
        return http.request(request()).compose(ready -> ready.send(STREAMED).compose(ChatClient::firstPart));
    }

    private static Future<Load.Reply> firstPart(HttpClientResponse response) {
        Promise<Load.Reply> first = Promise.promise();
        boolean good = response.statusCode() == OK;
        response.handler(part -> first.tryComplete(Load.Reply.now(good)));
        return response.end().compose(ended -> {
            // An answer without any part has no first one.
            first.tryComplete(Load.Reply.now(false));
            return first.future();
        });
    }

    /** Until a registry that has just been written is read, and the functions behind it have started. */
    void awaitAnswer(Duration longest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (whole().toCompletionStage().toCompletableFuture().get().good()) {
                    return;
                }
            } catch (ExecutionException notYet) {
                // tried again below
            }
            Thread.sleep(BETWEEN_TRIES);
        }
        throw new IOException(address + " gave no completion within " + longest.toSeconds() + " s");
    }

    private RequestOptions request() {
        return Post.to(address)
                .putHeader("content-type", "application/json")
                .putHeader("authorization", "Bearer " + key);
    }
}
