package dev.millrace.engine.postgres;

import dev.millrace.engine.Purge;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ends what has ended. */
final class PurgeRows {

    private static final String SELECT_ONE =
            "SELECT id FROM engine.instance WHERE id = ? AND status IN (1, 3, 5) FOR UPDATE";

    private static final String SELECT_MANY = """
            SELECT id FROM engine.instance
            WHERE status IN (1, 3, 5) AND (cardinality(?::int[]) = 0 OR status = ANY (?::int[]))
              AND (?::text IS NULL OR created_at >= ?::timestamptz)
              AND (?::text IS NULL OR created_at <= ?::timestamptz)
              AND (?::text IS NULL OR updated_at < ?::timestamptz)
            ORDER BY created_at, id LIMIT ? FOR UPDATE SKIP LOCKED
            """;

    private static final String BURY = """
            INSERT INTO engine.tombstone (id, purged_at) SELECT unnest(?::text[]), ?::timestamptz
            ON CONFLICT (id) DO UPDATE SET purged_at = excluded.purged_at
            """;

    private PurgeRows() {}

    static Written purge(Connection connection, Write.PurgeOne one) throws SQLException {
        List<String> ids;
        try (var select = Sql.columns(connection, SELECT_ONE)) {
            ids = select.text(one.instanceId()).rows(row -> row.getString(1));
        }
        return bury(connection, ids, one.at());
    }

    static Written purge(Connection connection, Write.PurgeMany many) throws SQLException {
        Purge purge = many.purge();
        List<Integer> statuses = purge.statuses().stream().map(Status::number).toList();
        List<String> ids;
        try (var select = Sql.columns(connection, SELECT_MANY)) {
            select.ints(statuses, status -> status).ints(statuses, status -> status);
            select.text(time(purge.createdFrom())).text(time(purge.createdFrom()));
            select.text(time(purge.createdTo())).text(time(purge.createdTo()));
            select.text(time(purge.updatedBefore())).text(time(purge.updatedBefore()));
            ids = select.number(many.limit()).rows(row -> row.getString(1));
        }
        return bury(connection, ids, many.at());
    }

    private static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : Sql.clamp(instant).toString();
    }

    private static Written bury(Connection connection, List<String> ids, Instant at) throws SQLException {
        if (!ids.isEmpty()) {
            delete(connection, ids);
            try (var insert = Sql.columns(connection, BURY)) {
                insert.texts(ids, id -> id).time(at).update();
            }
        }
        return new Written.Removed(ids.size());
    }

    /** Removes every trace of instances but their receipts. */
    static void delete(Connection connection, Collection<String> ids) throws SQLException {
        HistoryRows.delete(connection, ids);
        InboxRows.deleteOf(connection, ids);
        try (var delete = Sql.columns(connection, "DELETE FROM engine.instance WHERE id = ANY (?)")) {
            delete.texts(ids, id -> id).update();
        }
    }

    static Written forget(Connection connection, Write.Forget forget) throws SQLException {
        int receipts;
        try (var delete = Sql.columns(connection, "DELETE FROM engine.receipt WHERE received_at < ?::timestamptz")) {
            receipts = delete.time(forget.before()).update();
        }
        try (var delete = Sql.columns(connection, "DELETE FROM engine.tombstone WHERE purged_at < ?::timestamptz")) {
            return new Written.Removed(receipts + delete.time(forget.before()).update());
        }
    }
}
