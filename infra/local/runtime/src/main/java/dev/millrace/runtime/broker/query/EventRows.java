package dev.millrace.runtime.broker.query;

import dev.millrace.runtime.broker.event.EventText;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads rows of the log. */
final class EventRows {

    static final String EVENT = "sequence, accepted_at, attributes, data";
    static final String DELIVERY = "trigger, state, attempts, sink_attempts, next_attempt_at, last_status, last_error,"
            + " settled_at, duration_us, waited_us, cold";

    private EventRows() {}

    static StoredEvent event(ResultSet rows) throws SQLException {
        var event = EventText.fromStored(rows.getString("attributes"), rows.getBytes("data"));
        var acceptedAt = rows.getObject("accepted_at", OffsetDateTime.class);
        return new StoredEvent(rows.getLong("sequence"), acceptedAt.toInstant(), event);
    }

    static DeliveryRecord delivery(ResultSet rows) throws SQLException {
        return new DeliveryRecord(
                rows.getString("trigger"),
                DeliveryState.of(rows.getString("state")),
                rows.getInt("attempts"),
                rows.getInt("sink_attempts"),
                instant(rows.getTimestamp("next_attempt_at")),
                rows.getObject("last_status", Integer.class),
                rows.getString("last_error"),
                instant(rows.getTimestamp("settled_at")),
                micros(rows.getObject("duration_us", Long.class)),
                micros(rows.getObject("waited_us", Long.class)),
                rows.getBoolean("cold"));
    }

    private static @Nullable Duration micros(@Nullable Long micros) {
        return micros == null ? null : Duration.ofNanos(micros * 1_000);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
