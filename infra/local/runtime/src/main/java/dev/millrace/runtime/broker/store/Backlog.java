package dev.millrace.runtime.broker.store;

import dev.millrace.runtime.broker.event.EventText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads deliveries that are not done. Blocks; thread-safe. */
public final class Backlog {

    private static final String COLUMNS = """
        SELECT d.sequence, d.trigger, d.state, d.attempts, d.sink_attempts, d.next_attempt_at, d.last_status,
               d.last_error, d.failure_status, d.failure_reason, d.failure_data, e.accepted_at, e.attributes, e.data
        FROM broker.deliveries d JOIN broker.events e USING (sequence)
        """;

    private static final String FRESH = COLUMNS + """
        WHERE d.trigger = ? AND d.state = 'pending' AND d.next_attempt_at IS NULL AND d.sequence > ?
        ORDER BY d.sequence LIMIT ?
        """;

    private static final String DUE = COLUMNS + """
        WHERE d.trigger = ? AND d.state = ? AND d.next_attempt_at <= ? AND d.sequence <> ALL (?)
        ORDER BY d.next_attempt_at LIMIT ?
        """;

    private static final String NEXT_DUE = """
        SELECT min(next_attempt_at) FROM broker.deliveries
        WHERE trigger = ? AND state = ? AND next_attempt_at > ?
        """;

    private static final String COUNTS = """
        SELECT trigger, 'pending', count(*) FROM broker.deliveries
        WHERE state = 'pending' AND next_attempt_at IS NULL GROUP BY trigger
        UNION ALL
        SELECT trigger, state, count(*) FROM broker.deliveries
        WHERE next_attempt_at IS NOT NULL GROUP BY trigger, state
        UNION ALL
        SELECT trigger, 'discarded', count(*) FROM broker.deliveries
        WHERE state = 'discarded' GROUP BY trigger
        """;

    private final DataSource dataSource;

    public Backlog(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Deliveries whose time had come.
     *
     * @param next when the next one is due, null when none waits
     */
    public record DuePage(List<Parcel> parcels, @Nullable Instant next) {}

    /** Deliveries never tried, in the order of their events. */
    public List<Parcel> fresh(String trigger, long afterSequence, int limit) throws SQLException {
        try (var connection = ByIndex.open(dataSource);
                var statement = connection.prepareStatement(FRESH)) {
            statement.setString(1, trigger);
            statement.setLong(2, afterSequence);
            statement.setInt(3, limit);
            try (var rows = statement.executeQuery()) {
                return parcels(rows);
            }
        }
    }

    /**
     * Deliveries that wait for their next attempt.
     *
     * @param held sequences that are in memory already
     */
    public DuePage due(String trigger, DeliveryState state, Instant now, Collection<Long> held, int limit)
            throws SQLException {
        try (var connection = ByIndex.open(dataSource);
                var statement = connection.prepareStatement(DUE)) {
            statement.setString(1, trigger);
            statement.setString(2, state.text());
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            statement.setArray(4, connection.createArrayOf("int8", held.toArray(Long[]::new)));
            statement.setInt(5, limit);
            try (var rows = statement.executeQuery()) {
                var parcels = parcels(rows);
                return new DuePage(parcels, parcels.size() == limit ? now : nextDue(connection, trigger, state, now));
            }
        }
    }

    private static @Nullable Instant nextDue(Connection connection, String trigger, DeliveryState state, Instant now)
            throws SQLException {
        try (var statement = connection.prepareStatement(NEXT_DUE)) {
            statement.setString(1, trigger);
            statement.setString(2, state.text());
            statement.setObject(3, now.atOffset(ZoneOffset.UTC));
            try (var rows = statement.executeQuery()) {
                rows.next();
                return instant(rows, 1);
            }
        }
    }

    /** Looks through the whole store. Also proves that it can be read. */
    public Survey survey() throws SQLException {
        try (var connection = ByIndex.open(dataSource);
                var statement = connection.createStatement()) {
            var counts = new HashMap<String, Map<DeliveryState, Long>>();
            try (var rows = statement.executeQuery(COUNTS)) {
                while (rows.next()) {
                    counts.computeIfAbsent(rows.getString(1), t -> new EnumMap<>(DeliveryState.class))
                            .merge(DeliveryState.of(rows.getString(2)), rows.getLong(3), Long::sum);
                }
            }
            try (var rows = statement.executeQuery("SELECT coalesce(max(sequence), 0) FROM broker.events")) {
                rows.next();
                return new Survey(rows.getLong(1), counts);
            }
        }
    }

    private static List<Parcel> parcels(ResultSet rows) throws SQLException {
        var parcels = new ArrayList<Parcel>();
        while (rows.next()) {
            var event = EventText.fromStored(rows.getString("attributes"), rows.getBytes("data"));
            var acceptedAt = rows.getObject("accepted_at", OffsetDateTime.class).toInstant();
            parcels.add(new Parcel(
                    new StoredEvent(rows.getLong("sequence"), acceptedAt, event),
                    rows.getString("trigger"),
                    progress(rows)));
        }
        return parcels;
    }

    private static Progress progress(ResultSet rows) throws SQLException {
        String reason = rows.getString("failure_reason");
        var failure = reason == null
                ? null
                : new Failure(rows.getObject("failure_status", Integer.class), reason, rows.getString("failure_data"));
        return new Progress(
                DeliveryState.of(rows.getString("state")),
                rows.getInt("attempts"),
                rows.getInt("sink_attempts"),
                instant(rows, "next_attempt_at"),
                rows.getObject("last_status", Integer.class),
                rows.getString("last_error"),
                failure,
                null);
    }

    private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
        Timestamp timestamp = rows.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        Timestamp timestamp = rows.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
