package dev.millrace.durable.rehearsal;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.durable.activities.Contents;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** A content store in memory. */
public final class MemoryContents implements Contents {

    private final Map<ContentRef, byte[]> stored = new HashMap<>();

    @Override
    public byte[] read(ContentRef ref) {
        return Optional.ofNullable(stored.get(ref)).orElseThrow(() -> new NoSuchElementException("no " + ref));
    }

    @Override
    public ContentRef write(TenantId tenant, DataClassification classification, String mediaType, byte[] content) {
        var ref = new ContentRef(tenant, Digest.of(content));
        stored.put(ref, content);
        return ref;
    }
}
