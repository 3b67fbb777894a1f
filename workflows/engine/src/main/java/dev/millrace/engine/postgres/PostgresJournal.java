package dev.millrace.engine.postgres;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.store.FencedException;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.StoreException;
import dev.millrace.engine.store.Stored;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Batches as transactions. Each one moves the batch number in the host's row: that row is the fence, and after a commit
 * whose answer got lost its number tells whether the commit happened.
 */
final class PostgresJournal implements Journal {

    private static final System.Logger LOG = System.getLogger(PostgresJournal.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final int ARRIVALS = 10_000;

    private static final String ADVANCE_BATCH = "UPDATE engine.host SET batch = ? WHERE id = ?::uuid AND batch = ?";
    private static final String SELECT_BATCH = "SELECT batch FROM engine.host WHERE id = ?::uuid";

    private static final String SELECT_ARRIVALS = """
            SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS mark, i.*
            FROM (SELECT 1) AS one LEFT JOIN LATERAL (
              SELECT seq, instance_id, fence, event FROM engine.inbox
              WHERE txid >= ?::text::xid8 AND shard = ANY (?) ORDER BY seq LIMIT ?) AS i ON true
            """;

    private static final String SELECT_UNFINISHED = """
            SELECT id FROM (
              (SELECT id FROM engine.instance WHERE busy AND shard = ANY (?) AND id > ? ORDER BY id LIMIT ?)
              UNION
              (SELECT DISTINCT instance_id FROM engine.inbox WHERE shard = ANY (?) AND instance_id > ?
               ORDER BY instance_id LIMIT ?)) AS u ORDER BY id LIMIT ?
            """;

    private static final String SELECT_DUE = """
            SELECT id, wake_at FROM engine.instance
            WHERE wake_at <= ?::timestamptz AND shard = ANY (?) ORDER BY wake_at LIMIT ?
            """;

    private static final String SELECT_INBOX = """
            SELECT instance_id, seq, fence, event FROM engine.inbox WHERE instance_id = ANY (?) ORDER BY instance_id, seq
            """;

    private final Database database;
    private @Nullable UUID host;
    private long batch;

    PostgresJournal(Database database) {
        this.database = database;
    }

    @Override
    public synchronized List<Written> commit(UUID licence, Set<Integer> held, List<Write> writes) {
        if (!licence.equals(host)) {
            host = licence;
            batch = 0;
        }
        long number = batch + 1;
        Attempt attempt = new Attempt.Failed(null);
        for (long pause = 20; ; pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis())) {
            attempt = attempt(licence, number, held, writes, attempt.results());
            if (attempt instanceof Attempt.Done(List<Written> results)) {
                batch = number;
                return results;
            }
            await(pause);
        }
    }

    /** What one attempt to commit came to. */
    private sealed interface Attempt {

        /** The results of a transaction that may have been committed. */
        @Nullable
        List<Written> results();

        record Done(List<Written> results) implements Attempt {}

        record Failed(@Nullable List<Written> results) implements Attempt {}
    }

    private Attempt attempt(
            UUID licence, long number, Set<Integer> held, List<Write> writes, @Nullable List<Written> before) {
        List<Written> results = before;
        try (Connection connection = database.connections().getConnection()) {
            connection.setAutoCommit(false);
            try {
                if (!advance(connection, licence, number)) {
                    // This very batch is committed: the attempt before was, and only its answer was lost.
                    return new Attempt.Done(Objects.requireNonNull(results));
                }
                results = new Transaction(connection, held).run(writes);
                connection.commit();
                return new Attempt.Done(results);
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            } finally {
                restore(connection);
            }
        } catch (SQLException e) {
            if (!Database.isPassing(e)) {
                throw Database.failure(e);
            }
            LOG.log(System.Logger.Level.WARNING, "A commit waits for PostgreSQL: {0}", e.getMessage());
            return new Attempt.Failed(results);
        }
    }

    private static void rollback(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static void restore(Connection connection) {
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection broke", e);
        }
    }

    /** Moves the batch number on; false when it was there already. */
    private static boolean advance(Connection connection, UUID licence, long number) throws SQLException {
        try (var update = Sql.columns(connection, ADVANCE_BATCH)) {
            int moved = update.number(number)
                    .text(licence.toString())
                    .number(number - 1)
                    .update();
            if (moved == 1) {
                return true;
            }
        }
        try (var select = Sql.columns(connection, SELECT_BATCH)) {
            List<Long> found = select.text(licence.toString()).rows(row -> row.getLong(1));
            if (found.isEmpty() || found.getFirst() != number) {
                throw new FencedException("Host " + licence + " has no licence any more.");
            }
            return false;
        }
    }

    private static void await(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("The engine closes while PostgreSQL is away", e, true);
        }
    }

    @Override
    public List<Stored> load(Collection<String> ids) {
        return database.read(connection -> {
            List<InstanceRow> instances;
            String sql = "SELECT " + InstanceRow.WITH_PAYLOADS + " FROM engine.instance i WHERE id = ANY (?)";
            try (var select = Sql.columns(connection, sql)) {
                instances = select.texts(ids, id -> id).rows(InstanceRow::read);
            }
            Map<String, HistoryRows.History> histories = HistoryRows.load(connection, ids);
            Map<String, List<Message>> inboxes = new HashMap<>();
            try (var select = Sql.columns(connection, SELECT_INBOX)) {
                select.texts(ids, id -> id)
                        .rows(row -> inboxes.computeIfAbsent(row.getString("instance_id"), id -> new ArrayList<>())
                                .add(InboxRows.read(row)));
            }
            return instances.stream()
                    .map(row -> stored(row, histories, inboxes))
                    .toList();
        });
    }

    private static Stored stored(
            InstanceRow row, Map<String, HistoryRows.History> histories, Map<String, List<Message>> inboxes) {
        String id = row.instance().id();
        HistoryRows.History history = histories.getOrDefault(id, HistoryRows.NONE);
        List<HistoryEvent> events = history.events();
        return new Stored(
                row.instance(),
                row.generation(),
                row.parent(),
                history.steps(),
                events,
                inboxes.getOrDefault(id, List.of()));
    }

    /** What a look found: always at least one row, for the mark. */
    private record Look(long mark, @Nullable Arrival arrival) {}

    @Override
    public Arrivals arrivals(Set<Integer> shards, long mark) {
        List<Look> looks = database.read(connection -> {
            try (var select = Sql.columns(connection, SELECT_ARRIVALS)) {
                return select.text(String.valueOf(mark))
                        .ints(shards, shard -> shard)
                        .number(ARRIVALS)
                        .rows(row -> {
                            String id = row.getString("instance_id");
                            Arrival arrival = id == null ? null : new Arrival(id, InboxRows.read(row));
                            return new Look(row.getLong("mark"), arrival);
                        });
            }
        });
        List<Arrival> arrivals =
                looks.stream().map(Look::arrival).filter(Objects::nonNull).toList();
        return new Arrivals(
                arrivals, arrivals.size() < ARRIVALS ? looks.getFirst().mark() : mark);
    }

    @Override
    public List<String> unfinished(Set<Integer> shards, String after, int limit) {
        return database.read(connection -> {
            try (var select = Sql.columns(connection, SELECT_UNFINISHED)) {
                select.ints(shards, shard -> shard).text(after).number(limit);
                select.ints(shards, shard -> shard).text(after).number(limit);
                return select.number(limit).rows(row -> row.getString(1));
            }
        });
    }

    @Override
    public List<Wake> due(Set<Integer> shards, Instant until, int limit) {
        return database.read(connection -> {
            try (var select = Sql.columns(connection, SELECT_DUE)) {
                return select.time(until)
                        .ints(shards, shard -> shard)
                        .number(limit)
                        .rows(row -> new Wake(row.getString(1), Sql.requiredTime(row, "wake_at")));
            }
        });
    }
}
