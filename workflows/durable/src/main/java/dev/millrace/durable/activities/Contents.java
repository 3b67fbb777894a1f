package dev.millrace.durable.activities;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.TenantId;

/** Port to the content store. Called by several threads at a time; any exception means a later attempt. */
public interface Contents {

    byte[] read(ContentRef ref);

    /** Stores content under its digest. The same content again is the same reference. */
    ContentRef write(TenantId tenant, DataClassification classification, String mediaType, byte[] content);
}
