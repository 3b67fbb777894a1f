package dev.millrace.engine.postgres;

import dev.millrace.engine.history.Events;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One batch within its transaction: all writes of a kind in a few statements, however many they are. */
final class Transaction {

    private final Connection connection;
    private final Set<Integer> held;
    private final IdentityHashMap<Write, Written> results = new IdentityHashMap<>();

    Transaction(Connection connection, Set<Integer> held) {
        this.connection = connection;
        this.held = held;
    }

    List<Written> run(List<Write> writes) throws SQLException {
        start(of(writes, Write.Start.class));
        advance(of(writes, Write.Advance.class));
        results.putAll(new DeliverRows(connection).deliver(of(writes, Write.Deliver.class)));
        for (Write write : writes) {
            switch (write) {
                case Write.Start start -> {}
                case Write.Advance advance -> {}
                case Write.Deliver deliver -> {}
                case Write.Discard(List<Long> seqs) -> {
                    InboxRows.delete(connection, seqs);
                    results.put(write, new Written.Done());
                }
                case Write.PurgeOne one -> results.put(write, PurgeRows.purge(connection, one));
                case Write.PurgeMany many -> results.put(write, PurgeRows.purge(connection, many));
                case Write.Forget forget -> results.put(write, PurgeRows.forget(connection, forget));
                case Write.Clear clear -> results.put(write, clear());
            }
        }
        return writes.stream()
                .map(write -> Objects.requireNonNull(results.get(write)))
                .toList();
    }

    private static <W extends Write> List<W> of(List<Write> writes, Class<W> kind) {
        return writes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void start(List<Write.Start> starts) throws SQLException {
        IdentityHashMap<Write.Start, Written> made = new StartRows(connection).insert(starts);
        results.putAll(made);
        nudge(starts.stream()
                .filter(start -> made.get(start) instanceof Written.Created)
                .toList());
    }

    /** The hosts of other shards look into the inbox for work. */
    private void nudge(List<Write.Start> made) throws SQLException {
        InboxRows.post(
                connection,
                made.stream()
                        .filter(start -> !held.contains(Shards.of(start.instanceId())))
                        .map(start -> new Parcel(start.instanceId(), null, Events.nudge()))
                        .toList());
    }

    private void advance(List<Write.Advance> advances) throws SQLException {
        if (advances.isEmpty()) {
            return;
        }
        HistoryRows.insert(connection, advances);
        HeadRows.update(connection, advances);
        InboxRows.delete(
                connection,
                advances.stream()
                        .flatMap(advance -> advance.consumed().stream())
                        .toList());
        InboxRows.deleteOf(
                connection,
                advances.stream()
                        .filter(HeadRows::isEnding)
                        .map(Write.Advance::instanceId)
                        .toList());
        List<Write.Start> children = advances.stream()
                .flatMap(advance -> advance.children().stream())
                .toList();
        start(children);
        post(advances);
    }

    private void post(List<Write.Advance> advances) throws SQLException {
        var parcels = new ArrayList<Parcel>();
        var bounds = new ArrayList<Integer>();
        for (Write.Advance advance : advances) {
            for (Write.Start child : advance.children()) {
                if (!(results.get(child) instanceof Written.Created) && child.onRefusal() != null) {
                    parcels.add(child.onRefusal());
                }
            }
            if (advance.renewal() != null) {
                parcels.addAll(advance.renewal().carried());
            }
            parcels.addAll(advance.parcels());
            bounds.add(parcels.size());
        }
        var arrivals = InboxRows.post(connection, parcels);
        int from = 0;
        for (int i = 0; i < advances.size(); i++) {
            Write.Advance advance = advances.get(i);
            List<Journal.Arrival> posted = new ArrayList<>();
            for (var arrival : arrivals.subList(from, bounds.get(i))) {
                if (arrival != null) {
                    posted.add(arrival);
                }
            }
            from = bounds.get(i);
            List<Write.Start> made = advance.children().stream()
                    .filter(child -> results.get(child) instanceof Written.Created)
                    .toList();
            results.put(advance, new Written.Advanced(posted, made));
        }
    }

    private Written clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE engine.instance, engine.history, engine.payload, engine.inbox, engine.receipt,"
                    + " engine.tombstone");
        }
        return new Written.Done();
    }
}
