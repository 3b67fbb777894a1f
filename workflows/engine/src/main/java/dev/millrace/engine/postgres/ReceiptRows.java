package dev.millrace.engine.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Deduplication keys that were used. */
final class ReceiptRows {

    private static final String INSERT = """
            INSERT INTO engine.receipt (instance_id, key, received_at)
            SELECT id, key, at::timestamptz FROM unnest(?::text[], ?::text[], ?::text[]) AS u (id, key, at)
            ON CONFLICT DO NOTHING RETURNING instance_id, key
            """;

    private static final String SELECT = """
            SELECT r.instance_id, r.key FROM engine.receipt r
            JOIN unnest(?::text[], ?::text[]) AS u (id, key) ON r.instance_id = u.id AND r.key = u.key
            """;

    private final Connection connection;

    ReceiptRows(Connection connection) {
        this.connection = connection;
    }

    record Key(String instanceId, String text) {}

    record Receipt(Key key, Instant at) {

        static Receipt of(String instanceId, @Nullable String key, Instant at) {
            return new Receipt(new Key(instanceId, Objects.requireNonNull(key)), at);
        }
    }

    /** Those that were used before. */
    Set<Key> known(Collection<Receipt> receipts) throws SQLException {
        try (var select = Sql.columns(connection, SELECT)) {
            return new HashSet<>(select.texts(receipts, receipt -> receipt.key().instanceId())
                    .texts(receipts, receipt -> receipt.key().text())
                    .rows(row -> new Key(row.getString(1), row.getString(2))));
        }
    }

    /** Uses keys, and returns those that were not used before. */
    Set<Key> insert(Collection<Receipt> receipts) throws SQLException {
        if (receipts.isEmpty()) {
            return Set.of();
        }
        try (var insert = Sql.columns(connection, INSERT)) {
            return new HashSet<>(insert.texts(receipts, receipt -> receipt.key().instanceId())
                    .texts(receipts, receipt -> receipt.key().text())
                    .times(receipts, Receipt::at)
                    .rows(row -> new Key(row.getString(1), row.getString(2))));
        }
    }
}
