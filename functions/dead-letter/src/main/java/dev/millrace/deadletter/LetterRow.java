package dev.millrace.deadletter;

import dev.millrace.contracts.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code dead_letters}, read. */
final class LetterRow {

    private LetterRow() {}

    static DeadLetter read(Row row) {
        return new DeadLetter(
                row.getUUID("id"),
                URI.create(row.getString("source")),
                row.getString("event_id"),
                row.getString("type"),
                tenant(row.getString("tenant")),
                row.getString("correlation_id"),
                row.getString("instance_id"),
                row.getString("trace_id"),
                new Death(row.getString("destination"), row.getInteger("status"), row.getString("error")),
                row.getInteger("occurrence"),
                state(row),
                time(row, "first_seen"),
                time(row, "last_seen"));
    }

    static Original original(Row row) {
        return Original.read(row.get(Buffer.class, "event").getBytes());
    }

    private static State state(Row row) {
        String word = row.getString("state");
        return switch (word) {
            case State.Stored.WORD -> new State.Stored();
            case State.Replayed.WORD -> new State.Replayed(time(row, "settled_at"), row.getString("settled_by"));
            case State.Dropped.WORD ->
                new State.Dropped(time(row, "settled_at"), row.getString("settled_by"), row.getString("reason"));
            default -> throw new IllegalStateException("the table allows no state '" + word + "'");
        };
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static @Nullable TenantId tenant(@Nullable String text) {
        return text == null ? null : new TenantId(text);
    }
}
