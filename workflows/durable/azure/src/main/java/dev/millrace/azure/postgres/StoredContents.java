package dev.millrace.azure.postgres;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.content.ContentCipher;
import dev.millrace.contracts.content.ContentTable;
import dev.millrace.durable.activities.Contents;
import java.time.Duration;

/** The content store that all rooms share. */
public final class StoredContents implements Contents {

    private final TenantDatabase database;
    private final ContentCipher cipher;
    private final Duration keep;

    /** @param keep how long what is written stays; the same content written again stays for the longer of both */
    public StoredContents(TenantDatabase database, ContentCipher cipher, Duration keep) {
        this.database = database;
        this.cipher = cipher;
        this.keep = keep;
    }

    @Override
    public byte[] read(ContentRef ref) {
        return database.first(
                        ref.tenant(),
                        ContentTable.GET,
                        row -> new ContentCipher.Sealed(row.getBytes("nonce"), row.getBytes("sealed")),
                        ref.digest().bytes())
                .map(box -> cipher.open(ref, box))
                .orElseThrow(() -> new IllegalStateException("The content " + ref + " is gone or was erased"));
    }

    @Override
    public ContentRef write(TenantId tenant, DataClassification classification, String mediaType, byte[] content) {
        var ref = new ContentRef(tenant, Digest.of(content));
        ContentCipher.Sealed box = cipher.seal(ref, content);
        database.execute(
                tenant, ContentTable.PUT, ref.digest().bytes(), box.nonce(), box.bytes(), (double) keep.toSeconds());
        return ref;
    }
}
