package dev.millrace.runtime.broker.store;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.event.EventText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches: one transaction each, whatever their size three statements, on one connection that it keeps. For one
 * thread.
 */
public final class JournalTables implements AutoCloseable {

    private static final Logger LOG = System.getLogger(JournalTables.class.getName());

    private static final String SETTLE = """
        UPDATE broker.deliveries d
        SET state = s.state, attempts = s.attempts, sink_attempts = s.sink_attempts,
            next_attempt_at = to_timestamp(s.next_ms / 1000.0), last_status = s.last_status, last_error = s.last_error,
            failure_status = s.failure_status, failure_reason = s.failure_reason, failure_data = s.failure_data,
            duration_us = s.duration_us, waited_us = s.waited_us, cold = s.cold,
            settled_at = CASE WHEN s.state IN ('pending', 'dead-lettering') THEN NULL ELSE ?::timestamptz END
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::integer[], ?::integer[], ?::bigint[], ?::integer[],
                    ?::text[], ?::integer[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::boolean[])
          WITH ORDINALITY AS s(sequence, trigger, before, state, attempts, sink_attempts, next_ms, last_status,
                    last_error, failure_status, failure_reason, failure_data, duration_us, waited_us, cold,
                    ordinal)
        WHERE d.sequence = s.sequence AND d.trigger = s.trigger AND d.state = s.before
        RETURNING s.ordinal
        """;

    private static final String INSERT_EVENTS = """
        INSERT INTO broker.events (accepted_at, sequence, id, source, type, tenant, correlation_id, instance_id,
                                   trace_id, attributes, data)
        SELECT ?::timestamptz, sequence, id, source, type, tenant, correlation_id, instance_id, trace_id,
               attributes::json, data
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::bytea[])
          AS e(sequence, id, source, type, tenant, correlation_id, instance_id, trace_id, attributes, data)
        """;

    private static final String INSERT_DELIVERIES = """
        INSERT INTO broker.deliveries (sequence, trigger)
        SELECT * FROM unnest(?::bigint[], ?::text[])
        """;

    private final DataSource dataSource;
    private @Nullable Connection connection;

    public JournalTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * What a transaction did.
     *
     * @param arrivals what it added to the log
     * @param settled indexes of the settlements that moved their delivery
     */
    record Written(List<Arrival> arrivals, BitSet settled) {}

    /**
     * Stores a batch. The outcome of a delivery that is settled already (a commit whose answer was lost) changes
     * nothing and stores no reply again.
     *
     * @param lastSequence the newest event's; the new ones follow
     */
    Written write(long lastSequence, Batch batch, Instant now) throws SQLException {
        Instant acceptedAt = now.truncatedTo(ChronoUnit.MICROS);
        Connection store = connect();
        try {
            var settled = settle(store, batch.settlements(), acceptedAt);
            var arrivals = number(lastSequence, batch, settled, acceptedAt);
            insertEvents(store, arrivals, acceptedAt);
            insertDeliveries(store, arrivals);
            store.commit();
            return new Written(arrivals, settled);
        } catch (SQLException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        if (connection == null) {
            connection = ByIndex.open(dataSource);
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** Gives the connection back; the next batch takes another. What was not committed is undone. */
    @Override
    public void close() {
        Connection used = connection;
        connection = null;
        if (used != null) {
            try {
                used.rollback();
                used.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "A connection to the store broke", e);
            }
        }
    }

    private static List<Arrival> number(long lastSequence, Batch batch, BitSet settled, Instant acceptedAt) {
        var arrivals = new ArrayList<Arrival>();
        long sequence = lastSequence;
        for (var intake : batch.intakes()) {
            arrivals.add(arrival(++sequence, intake.event(), acceptedAt));
        }
        for (int i = settled.nextSetBit(0); i >= 0; i = settled.nextSetBit(i + 1)) {
            Routed reply = batch.settlements().get(i).reply();
            if (reply != null) {
                arrivals.add(arrival(++sequence, reply, acceptedAt));
            }
        }
        return arrivals;
    }

    private static Arrival arrival(long sequence, Routed routed, Instant acceptedAt) {
        return new Arrival(new StoredEvent(sequence, acceptedAt, routed.event()), routed.triggers());
    }

    /** Returns the indexes of those that really moved. */
    private static BitSet settle(Connection connection, List<Settlement> settlements, Instant now) throws SQLException {
        var moved = new BitSet();
        if (settlements.isEmpty()) {
            return moved;
        }
        var rows = new Columns<>(connection, settlements);
        try (var statement = connection.prepareStatement(SETTLE)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setArray(2, rows.longs(s -> s.parcel().sequence()));
            statement.setArray(3, rows.texts(s -> s.parcel().trigger()));
            statement.setArray(4, rows.texts(s -> s.parcel().progress().state().text()));
            statement.setArray(5, rows.texts(s -> s.after().state().text()));
            statement.setArray(6, rows.integers(s -> s.after().attempts()));
            statement.setArray(7, rows.integers(s -> s.after().sinkAttempts()));
            statement.setArray(8, rows.longs(s -> millis(s.after().next())));
            statement.setArray(9, rows.integers(s -> s.after().lastStatus()));
            statement.setArray(10, rows.texts(s -> s.after().last()));
            statement.setArray(11, rows.integers(s -> ofFailure(s, Failure::status)));
            statement.setArray(12, rows.texts(s -> ofFailure(s, Failure::reason)));
            statement.setArray(13, rows.texts(s -> ofFailure(s, Failure::data)));
            statement.setArray(14, rows.longs(s -> ofEffort(s, effort -> micros(effort.took()))));
            statement.setArray(15, rows.longs(s -> ofEffort(s, effort -> micros(effort.waited()))));
            statement.setArray(16, rows.booleans(s -> ofEffort(s, Effort::cold)));
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    moved.set(result.getInt(1) - 1);
                }
            }
        }
        return moved;
    }

    private static <T> @Nullable T ofFailure(Settlement settlement, Function<Failure, @Nullable T> part) {
        Failure failure = settlement.after().failure();
        return failure == null ? null : part.apply(failure);
    }

    private static <T> @Nullable T ofEffort(Settlement settlement, Function<Effort, T> part) {
        Effort effort = settlement.after().effort();
        return effort == null ? null : part.apply(effort);
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        // Rounded up: a retry never comes early.
        return instant == null ? null : instant.plusNanos(999_999).toEpochMilli();
    }

    private static Long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private static void insertEvents(Connection connection, List<Arrival> arrivals, Instant acceptedAt)
            throws SQLException {
        if (arrivals.isEmpty()) {
            return;
        }
        var rows = new Columns<>(connection, arrivals);
        try (var statement = connection.prepareStatement(INSERT_EVENTS)) {
            statement.setObject(1, acceptedAt.atOffset(ZoneOffset.UTC));
            statement.setArray(2, rows.longs(a -> a.stored().sequence()));
            statement.setArray(3, rows.texts(a -> SearchKey.of(event(a).id())));
            statement.setArray(4, rows.texts(a -> event(a).source()));
            statement.setArray(5, rows.texts(a -> event(a).type()));
            statement.setArray(6, rows.texts(a -> SearchKey.ofNullable(event(a).attribute("tenant"))));
            statement.setArray(7, rows.texts(a -> SearchKey.ofNullable(event(a).attribute("correlationid"))));
            statement.setArray(8, rows.texts(a -> SearchKey.ofNullable(event(a).attribute("instanceid"))));
            statement.setArray(9, rows.texts(a -> event(a).traceId()));
            statement.setArray(10, rows.texts(a -> EventText.attributesToJson(event(a))));
            statement.setArray(11, rows.bytes(a -> event(a).data().getBytes()));
            statement.executeUpdate();
        }
    }

    private static Event event(Arrival arrival) {
        return arrival.stored().event();
    }

    private static void insertDeliveries(Connection connection, List<Arrival> arrivals) throws SQLException {
        record Row(long sequence, String trigger) {}
        var deliveries = new ArrayList<Row>();
        for (Arrival arrival : arrivals) {
            arrival.triggers()
                    .forEach(trigger -> deliveries.add(new Row(arrival.stored().sequence(), trigger)));
        }
        if (deliveries.isEmpty()) {
            return;
        }
        var rows = new Columns<>(connection, deliveries);
        try (var statement = connection.prepareStatement(INSERT_DELIVERIES)) {
            statement.setArray(1, rows.longs(Row::sequence));
            statement.setArray(2, rows.texts(Row::trigger));
            statement.executeUpdate();
        }
    }
}
