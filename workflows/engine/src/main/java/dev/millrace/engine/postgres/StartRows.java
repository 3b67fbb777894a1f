package dev.millrace.engine.postgres;

import dev.millrace.engine.StartRequest.Reuse;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** New instances, each unless something stands against it. */
final class StartRows {

    private static final String INSERT = """
            INSERT INTO engine.instance (id, shard, name, version, execution_id, generation, status, input, parent,
              start_at, created_at, updated_at, wake_at, busy)
            SELECT id, shard, name, version, execution_id, 0, 6, input, parent,
              start_at::timestamptz, at::timestamptz, at::timestamptz, start_at::timestamptz, start_at IS NULL
            FROM unnest(?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::text[], ?::text[])
              AS u (id, shard, name, version, execution_id, input, parent, start_at, at)
            ON CONFLICT (id) DO NOTHING RETURNING id
            """;

    private final Connection connection;

    StartRows(Connection connection) {
        this.connection = connection;
    }

    private record Known(String id, Status status) {}

    IdentityHashMap<Write.Start, Written> insert(Collection<Write.Start> starts) throws SQLException {
        var results = new IdentityHashMap<Write.Start, Written>();
        if (starts.isEmpty()) {
            return results;
        }
        List<Write.Start> fresh = withoutRepeated(starts, results);
        fresh = withoutBuried(fresh, results);
        List<Write.Start> taken = make(fresh, results);
        if (!taken.isEmpty()) {
            retry(taken, results);
        }
        new ReceiptRows(connection)
                .insert(starts.stream()
                        .filter(start -> start.request().key() != null)
                        .filter(start -> results.get(start) instanceof Written.Created)
                        .map(start -> ReceiptRows.Receipt.of(
                                start.instanceId(), start.request().key(), start.at()))
                        .toList());
        return results;
    }

    private List<Write.Start> withoutRepeated(Collection<Write.Start> starts, Map<Write.Start, Written> results)
            throws SQLException {
        List<Write.Start> keyed =
                starts.stream().filter(start -> start.request().key() != null).toList();
        if (keyed.isEmpty()) {
            return List.copyOf(starts);
        }
        var known = new ReceiptRows(connection)
                .known(keyed.stream()
                        .map(start -> ReceiptRows.Receipt.of(
                                start.instanceId(), start.request().key(), start.at()))
                        .toList());
        var fresh = new ArrayList<Write.Start>();
        for (Write.Start start : starts) {
            String key = start.request().key();
            if (key != null && !known.add(new ReceiptRows.Key(start.instanceId(), key))) {
                results.put(start, new Written.Repeated());
            } else {
                fresh.add(start);
            }
        }
        return fresh;
    }

    private List<Write.Start> withoutBuried(List<Write.Start> starts, Map<Write.Start, Written> results)
            throws SQLException {
        List<Write.Start> once = starts.stream()
                .filter(start -> start.request().reuse() == Reuse.NEVER)
                .toList();
        if (once.isEmpty()) {
            return starts;
        }
        Set<String> buried;
        try (var select = Sql.columns(connection, "SELECT id FROM engine.tombstone WHERE id = ANY (?)")) {
            buried = new HashSet<>(select.texts(once, Write.Start::instanceId).rows(row -> row.getString(1)));
        }
        once.stream()
                .filter(start -> buried.contains(start.instanceId()))
                .forEach(start -> results.put(start, new Written.SeenBefore()));
        return starts.stream().filter(start -> !results.containsKey(start)).toList();
    }

    /** Inserts, and returns those whose id is taken. */
    private List<Write.Start> make(List<Write.Start> starts, Map<Write.Start, Written> results) throws SQLException {
        if (starts.isEmpty()) {
            return List.of();
        }
        Set<String> made;
        try (var insert = Sql.columns(connection, INSERT)) {
            made = new HashSet<>(insert.texts(starts, Write.Start::instanceId)
                    .ints(starts, start -> Shards.of(start.instanceId()))
                    .texts(starts, start -> start.request().name())
                    .texts(starts, start -> start.request().version())
                    .texts(starts, Write.Start::executionId)
                    .bytes(starts, start -> Sql.utf8(start.request().input()))
                    .bytes(
                            starts,
                            start -> start.parent() == null
                                    ? null
                                    : start.parent().toByteArray())
                    .times(starts, start -> start.request().startAt())
                    .times(starts, Write.Start::at)
                    .rows(row -> row.getString(1)));
        }
        var taken = new ArrayList<Write.Start>();
        for (Write.Start start : starts) {
            if (made.remove(start.instanceId())) {
                results.put(start, new Written.Created());
            } else {
                taken.add(start);
            }
        }
        return taken;
    }

    /** Replaces instances that have ended, where that is allowed. */
    private void retry(List<Write.Start> taken, Map<Write.Start, Written> results) throws SQLException {
        Map<String, Status> known = new HashMap<>();
        try (var select = Sql.columns(
                connection, "SELECT id, status FROM engine.instance WHERE id = ANY (?) ORDER BY id FOR UPDATE")) {
            select.texts(taken, Write.Start::instanceId)
                    .rows(row -> new Known(row.getString(1), Status.of(row.getInt(2))))
                    .forEach(row -> known.put(row.id(), row.status()));
        }
        var again = new ArrayList<Write.Start>();
        for (Write.Start start : taken) {
            Status status = known.get(start.instanceId());
            if (start.request().reuse() == Reuse.NEVER) {
                results.put(start, new Written.SeenBefore());
            } else if (status != null && status.isTerminal()) {
                again.add(start);
            } else {
                results.put(start, new Written.AlreadyRunning());
            }
        }
        if (!again.isEmpty()) {
            PurgeRows.delete(
                    connection, again.stream().map(Write.Start::instanceId).toList());
            make(again, results).forEach(start -> results.put(start, new Written.AlreadyRunning()));
        }
    }
}
