package dev.millrace.docsupdate;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.docsupdate.page.Bases;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.database.Retention;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Generated texts in this function's schema. Blocks; not for event loops. */
@Singleton
class GeneratedTexts {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEY_DIGITS = 32;

    private final Database database;

    GeneratedTexts(Database database) {
        this.database = database;
    }

    @Produces
    @Singleton
    Retention retention() {
        return new Retention("forget_generated");
    }

    Bases of(TenantId tenant) {
        return new OfTenant(tenant);
    }

    private final class OfTenant implements Bases {

        private final TenantId tenant;

        OfTenant(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public Optional<List<String>> find(String key) {
            RowIterator<Row> rows = database.inTenant(
                            tenant,
                            connection -> connection
                                    .preparedQuery("UPDATE generated SET used_at = now() WHERE key = $1 RETURNING text")
                                    .execute(Tuple.of(key)))
                    .await()
                    .atMost(PATIENCE)
                    .iterator();
            return rows.hasNext()
                    ? Optional.of(rows.next().getString("text").lines().toList())
                    : Optional.empty();
        }

        @Override
        public String keep(List<String> lines) {
            String text = String.join("\n", lines);
            String key = Digest.of(text).hex().substring(0, KEY_DIGITS);
            database.inTenant(
                            tenant,
                            connection -> connection.preparedQuery("""
                                            INSERT INTO generated (tenant, key, text) VALUES ($1, $2, $3)
                                            ON CONFLICT (tenant, key) DO UPDATE SET used_at = now()""").execute(Tuple.of(tenant.value(), key, text)))
                    .await()
                    .atMost(PATIENCE);
            return key;
        }
    }
}
