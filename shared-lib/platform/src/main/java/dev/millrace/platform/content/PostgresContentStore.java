package dev.millrace.platform.content;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.content.ContentCipher;
import dev.millrace.contracts.content.ContentTable;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps content in the schema {@code content}, which all functions share; row-level security parts the tenants. */
@Singleton
public class PostgresContentStore implements ContentStore {

    private static final String ERASE = "DELETE FROM content.contents WHERE tenant = $1 AND digest = $2";

    private final Database database;
    private final Optional<ContentCipher> cipher;

    PostgresContentStore(Database database, @ConfigProperty(name = "millrace.content.key") Optional<String> key) {
        this.database = database;
        this.cipher = key.map(ContentCipher::new);
    }

    @Override
    public Uni<ContentRef> put(TenantId tenant, byte[] content, Duration keep) {
        ContentRef ref = new ContentRef(tenant, Digest.of(content));
        ContentCipher.Sealed sealed = cipher().seal(ref, content);
        Tuple values = key(ref).addValue(Buffer.buffer(sealed.nonce()))
                .addValue(Buffer.buffer(sealed.bytes()))
                .addDouble((double) keep.toSeconds());
        return execute(ref, ContentTable.PUT, values).replaceWith(ref);
    }

    @Override
    public Uni<Optional<byte[]>> get(ContentRef ref) {
        return execute(ref, ContentTable.GET, key(ref)).map(rows -> {
            for (Row row : rows) {
                byte[] nonce = row.get(Buffer.class, "nonce").getBytes();
                byte[] sealed = row.get(Buffer.class, "sealed").getBytes();
                return Optional.of(cipher().open(ref, new ContentCipher.Sealed(nonce, sealed)));
            }
            return Optional.empty();
        });
    }

    @Override
    public Uni<Boolean> erase(ContentRef ref) {
        return execute(ref, ERASE, key(ref)).map(rows -> rows.rowCount() == 1);
    }

    private Uni<RowSet<Row>> execute(ContentRef ref, String sql, Tuple values) {
        return database.inTenant(
                ref.tenant(), connection -> connection.preparedQuery(sql).execute(values));
    }

    private static Tuple key(ContentRef ref) {
        return Tuple.of(ref.tenant().value(), Buffer.buffer(ref.digest().bytes()));
    }

    private ContentCipher cipher() {
        return cipher.orElseThrow(() -> new IllegalStateException(
                "millrace.content.key is not set: give the function the secret 'content' as MILLRACE_CONTENT_KEY"));
    }
}
