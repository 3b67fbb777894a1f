package dev.millrace.platform.content;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.TenantId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;

/** Where events leave what they cannot carry. The same content of a tenant is kept once. */
public interface ContentStore {

    /**
     * Keeps content.
     *
     * @param keep how long; content that is there already is kept for the longer of both
     */
    Uni<ContentRef> put(TenantId tenant, byte[] content, Duration keep);

    /** @return empty when it was never there, was erased, or has expired */
    Uni<Optional<byte[]>> get(ContentRef ref);

    /** @return whether there was anything to erase */
    Uni<Boolean> erase(ContentRef ref);
}
