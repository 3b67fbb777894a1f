package dev.millrace.modeldispatch.cache;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.content.ContentCipher;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Keeps answers in a Redis that all replicas share, encrypted, each bound to its tenant and request. After a failure it
 * is left alone for a while, so that a Redis that is away costs a call no more than {@link Bounds#patience} now and then.
 */
final class RedisCache implements AnswerCache {

    private static final Logger LOG = Logger.getLogger(RedisCache.class);
    private static final String PREFIX = "millrace:answer:";
    private static final int NONCE = 12;

    private final Redis redis;
    private final ContentCipher cipher;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final AtomicLong resume;
    private final AtomicBoolean away = new AtomicBoolean();

    /** @param nanoTime a clock that never goes back */
    RedisCache(Redis redis, ContentCipher cipher, Bounds bounds, LongSupplier nanoTime) {
        this.redis = redis;
        this.cipher = cipher;
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.resume = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * What is asked of Redis.
     *
     * @param largest bytes of an answer that is kept
     * @param patience for an answer of Redis
     * @param pause after a failure
     */
    record Bounds(int largest, Duration patience, Duration pause) {}

    @Override
    public Future<Optional<Buffer>> find(TenantId tenant, Digest request) {
        ContentRef ref = ref(tenant, request);
        return send(Request.cmd(Command.GET).arg(key(ref)))
                .map(found -> found.map(value -> open(ref, value)))
                .otherwise(failure -> Optional.empty());
    }

    @Override
    public void keep(TenantId tenant, Digest request, Buffer answer, Duration keep) {
        if (answer.length() > bounds.largest()) {
            return;
        }
        ContentRef ref = ref(tenant, request);
        ContentCipher.Sealed secret = cipher.seal(ref, answer.getBytes());
        Buffer value = Buffer.buffer(secret.nonce()).appendBytes(secret.bytes());
        send(Request.cmd(Command.SET).arg(key(ref)).arg(value).arg("PX").arg(Math.max(1, keep.toMillis())));
    }

    /** A failure, by whatever cause, is told once, until Redis answers again. */
    private Future<Optional<Response>> send(Request request) {
        if (nanoTime.getAsLong() - resume.get() < 0) {
            return Future.succeededFuture(Optional.empty());
        }
        return redis.send(request)
                .timeout(bounds.patience().toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(this::failed)
                .onSuccess(answered -> {
                    if (away.compareAndSet(true, false)) {
                        LOG.info("Redis answers again: it keeps answers");
                    }
                })
                .map(Optional::ofNullable);
    }

    private void failed(Throwable failure) {
        resume.set(nanoTime.getAsLong() + bounds.pause().toNanos());
        if (away.compareAndSet(false, true)) {
            LOG.warnf("Redis is away, so no answer is kept or found there until it is back: %s", failure.getMessage());
        }
    }

    /** @throws IllegalStateException when somebody else wrote it */
    private Buffer open(ContentRef ref, Response value) {
        Buffer bytes = value.toBuffer();
        if (bytes.length() < NONCE) {
            throw new IllegalStateException("an answer in Redis is cut");
        }
        return Buffer.buffer(cipher.open(
                ref, new ContentCipher.Sealed(bytes.getBytes(0, NONCE), bytes.getBytes(NONCE, bytes.length()))));
    }

    /** Unlike that of any content, so that neither can stand in for the other. */
    private static ContentRef ref(TenantId tenant, Digest request) {
        return new ContentRef(tenant, Digest.of("answer:" + request.hex()));
    }

    private static String key(ContentRef ref) {
        return PREFIX + ref.tenant().value() + ":" + ref.digest().hex();
    }
}
