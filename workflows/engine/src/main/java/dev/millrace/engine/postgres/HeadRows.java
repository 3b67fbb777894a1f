package dev.millrace.engine.postgres;

import dev.millrace.engine.store.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What steps change in the rows of instances. */
final class HeadRows {

    private static final String UPDATE = """
            UPDATE engine.instance AS i
            SET status = u.status, custom_status = u.custom_status, output = u.output, failure = u.failure,
                wake_at = u.wake_at::timestamptz, busy = u.busy, updated_at = u.at::timestamptz
            FROM unnest(?::text[], ?::int[], ?::bytea[], ?::bytea[], ?::bytea[], ?::text[], ?::boolean[], ?::text[])
              AS u (id, status, custom_status, output, failure, wake_at, busy, at)
            WHERE i.id = u.id
            """;

    private static final String RENEW = """
            UPDATE engine.instance AS i
            SET generation = u.generation + 1, execution_id = u.execution_id, input = u.input, version = u.version,
                start_at = NULL
            FROM unnest(?::text[], ?::int[], ?::text[], ?::bytea[], ?::text[])
              AS u (id, generation, execution_id, input, version)
            WHERE i.id = u.id AND i.generation = u.generation
            """;

    private HeadRows() {}

    private record Changed(Write.Advance advance, Write.Head head) {}

    private record Renewed(Write.Advance advance, Write.Renewal renewal) {}

    static boolean isEnding(Write.Advance advance) {
        return advance.head() != null && advance.head().status().isTerminal();
    }

    static void update(Connection connection, List<Write.Advance> advances) throws SQLException {
        List<Changed> changed = advances.stream()
                .filter(advance -> advance.head() != null)
                .map(advance -> new Changed(advance, Objects.requireNonNull(advance.head())))
                .toList();
        if (!changed.isEmpty()) {
            update(connection, changed, Changed::head);
        }
        List<Renewed> renewed = advances.stream()
                .filter(advance -> advance.renewal() != null)
                .map(advance -> new Renewed(advance, Objects.requireNonNull(advance.renewal())))
                .toList();
        if (!renewed.isEmpty()) {
            renew(connection, renewed);
        }
    }

    private static void update(Connection connection, List<Changed> rows, Function<Changed, Write.Head> head)
            throws SQLException {
        try (var update = Sql.columns(connection, UPDATE)) {
            update.texts(rows, row -> row.advance().instanceId())
                    .ints(rows, row -> head.apply(row).status().number())
                    .bytes(rows, row -> Sql.utf8(head.apply(row).customStatus()))
                    .bytes(rows, row -> Sql.utf8(head.apply(row).output()))
                    .bytes(rows, row -> failure(head.apply(row)))
                    .times(rows, row -> head.apply(row).wakeAt())
                    .booleans(rows, row -> head.apply(row).busy())
                    .times(rows, row -> row.advance().at())
                    .update();
        }
    }

    private static byte @Nullable [] failure(Write.Head head) {
        return head.failure() == null ? null : head.failure().wire().toByteArray();
    }

    /** The old generation's history goes with it. */
    private static void renew(Connection connection, List<Renewed> rows) throws SQLException {
        try (var update = Sql.columns(connection, RENEW)) {
            update.texts(rows, row -> row.advance().instanceId())
                    .ints(rows, row -> row.advance().generation())
                    .texts(rows, row -> row.renewal().executionId())
                    .bytes(rows, row -> Sql.utf8(row.renewal().input()))
                    .texts(rows, row -> row.renewal().version())
                    .update();
        }
        HistoryRows.delete(
                connection, rows.stream().map(row -> row.advance().instanceId()).toList());
    }
}
