package dev.millrace.runtime.broker.query;

import dev.millrace.runtime.broker.store.SearchKey;
import dev.millrace.runtime.broker.store.StoredEvent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads the log. Blocks; thread-safe. Sequences are the keys to page by and to follow. */
public final class Events {

    private static final String SELECT = "SELECT " + EventRows.EVENT + " FROM broker.events ";

    private static final String DELIVERIES =
            "SELECT " + EventRows.DELIVERY + " FROM broker.deliveries WHERE sequence = ? ORDER BY trigger";

    private final DataSource dataSource;

    public Events(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Newest first. */
    public List<StoredEvent> list(EventQuery query, int limit) throws SQLException {
        var conditions = new ArrayList<String>(List.of("true"));
        var values = new ArrayList<Object>();
        add("starts_with(type, ?)", query.typePrefix(), conditions, values);
        add("tenant = ?", SearchKey.ofNullable(query.tenant()), conditions, values);
        add("correlation_id = ?", SearchKey.ofNullable(query.correlationId()), conditions, values);
        add("trace_id = ?", query.traceId(), conditions, values);
        add("accepted_at >= ?", timestamp(query.since()), conditions, values);
        add("sequence < ?", query.before(), conditions, values);
        values.add(limit);
        return select(SELECT + "WHERE " + String.join(" AND ", conditions) + " ORDER BY sequence DESC LIMIT ?", values);
    }

    private static void add(String condition, @Nullable Object value, List<String> conditions, List<Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.add(value);
        }
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    /** Events that came after a sequence, oldest first: ask again with the last one to follow the log. */
    public List<StoredEvent> after(long sequence, int limit) throws SQLException {
        return select(SELECT + "WHERE sequence > ? ORDER BY sequence LIMIT ?", List.of(sequence, limit));
    }

    /** Every event with this id, because the broker accepts an id twice; oldest first. */
    public List<EventDossier> show(String id) throws SQLException {
        var dossiers = new ArrayList<EventDossier>();
        for (StoredEvent stored : select(SELECT + "WHERE id = ? ORDER BY sequence", List.of(SearchKey.of(id)))) {
            if (stored.event().id().equals(id)) {
                dossiers.add(new EventDossier(stored, deliveries(stored.sequence())));
            }
        }
        return dossiers;
    }

    private List<DeliveryRecord> deliveries(long sequence) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(DELIVERIES)) {
            statement.setLong(1, sequence);
            var deliveries = new ArrayList<DeliveryRecord>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    deliveries.add(EventRows.delivery(rows));
                }
            }
            return deliveries;
        }
    }

    private List<StoredEvent> select(String sql, List<? extends Object> values) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            var events = new ArrayList<StoredEvent>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(EventRows.event(rows));
                }
            }
            return events;
        }
    }

    private static void bind(PreparedStatement statement, List<? extends Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
