package dev.millrace.modeldispatch.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/** Keeps answers in this replica, up to a number of bytes. */
final class MemoryCache implements AnswerCache {

    /** Of an entry beside its answer. */
    private static final int OVERHEAD = 512;

    private final Cache<Key, Kept> answers;

    MemoryCache(long bytes, Ticker ticker) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .<Key, Kept>weigher((key, kept) -> kept.answer().length() + OVERHEAD)
                .expireAfter(Expiry.<Key, Kept>creating((key, kept) -> kept.keep()))
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    private record Key(TenantId tenant, Digest request) {}

    private record Kept(Buffer answer, Duration keep) {}

    @Override
    public Future<Optional<Buffer>> find(TenantId tenant, Digest request) {
        return Future.succeededFuture(Optional.ofNullable(answers.getIfPresent(new Key(tenant, request)))
                .map(Kept::answer));
    }

    @Override
    public void keep(TenantId tenant, Digest request, Buffer answer, Duration keep) {
        answers.put(new Key(tenant, request), new Kept(answer, keep));
    }
}
