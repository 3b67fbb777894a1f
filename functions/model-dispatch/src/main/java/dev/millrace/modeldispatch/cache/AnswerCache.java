package dev.millrace.modeldispatch.cache;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;

/** Where answers are kept. A store that is away has nothing; it never fails a call. Thread-safe. */
public interface AnswerCache {

    Future<Optional<Buffer>> find(TenantId tenant, Digest request);

    /** @param keep for how long at most */
    void keep(TenantId tenant, Digest request, Buffer answer, Duration keep);
}
