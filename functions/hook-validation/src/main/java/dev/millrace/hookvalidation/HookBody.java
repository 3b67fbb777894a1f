package dev.millrace.hookvalidation;

import dev.millrace.contracts.Digest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * A body as it was posted.
 *
 * @param kept the body, or its beginning when it is too large
 * @param digest of all of it
 * @param bytes length of all of it
 * @param mac of all of it, when one was asked for
 */
record HookBody(
        Buffer kept, Digest digest, long bytes, @Nullable Buffer mac) {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    boolean complete() {
        return kept.length() == bytes;
    }

    /** The body as text without byte order mark; empty when it is no UTF-8. */
    Optional<String> text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(kept.getBytes()))
                    .toString();
            return Optional.of(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a body to its end, however long it is, in constant memory.
     *
     * @param mac sees all of the body; null when nobody needs it
     */
    static Future<HookBody> read(HttpServerRequest request, HookConfig config, @Nullable Mac mac) {
        Promise<HookBody> read = Promise.promise();
        MessageDigest digest = Digest.sha256();
        Buffer kept = Buffer.buffer();
        long[] bytes = {0};
        request.exceptionHandler(read::tryFail);
        request.handler(chunk -> {
            byte[] part = chunk.getBytes();
            bytes[0] += part.length;
            digest.update(part);
            if (mac != null) {
                mac.update(part);
            }
            if (kept.length() <= config.largestBody()) {
                kept.appendBytes(part, 0, Math.min(part.length, config.largestBody() + 1 - kept.length()));
            }
        });
        request.endHandler(end -> {
            boolean tooLarge = bytes[0] > config.largestBody();
            Buffer keep = tooLarge ? kept.getBuffer(0, config.keptOfLarger()) : kept;
            read.tryComplete(new HookBody(
                    keep, Digest.finish(digest), bytes[0], mac == null ? null : Buffer.buffer(mac.doFinal())));
        });
        request.resume();
        return read.future();
    }
}
