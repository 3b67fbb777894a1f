package dev.millrace.host.engine;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.TenantId;
import dev.millrace.durable.activities.Contents;
import dev.millrace.platform.content.ContentStore;
import jakarta.inject.Singleton;

/** The content store, for activities, on threads that may wait. */
@Singleton
class StoredContents implements Contents {

    private final ContentStore store;
    private final HostConfig config;

    StoredContents(ContentStore store, HostConfig config) {
        this.store = store;
        this.config = config;
    }

    @Override
    public byte[] read(ContentRef ref) {
        return store.get(ref)
                .await()
                .indefinitely()
                .orElseThrow(() -> new IllegalStateException("The content " + ref + " is gone or was erased"));
    }

    @Override
    public ContentRef write(TenantId tenant, DataClassification classification, String mediaType, byte[] content) {
        return store.put(tenant, content, config.keepContent()).await().indefinitely();
    }
}
