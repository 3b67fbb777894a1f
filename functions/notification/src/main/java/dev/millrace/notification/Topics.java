package dev.millrace.notification;

import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.TenantId;
import dev.millrace.notification.message.Note;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Which note speaks for its topic: the table {@code topics}. The same words to others, or more severe, are another topic. */
@Singleton
class Topics {

    private static final String TAKE = """
        INSERT INTO topics (tenant, topic, note, until) VALUES ($1, $2, $3, $4)
        ON CONFLICT (tenant, topic) DO UPDATE
          SET note = excluded.note,
              until = CASE WHEN topics.note = excluded.note THEN topics.until ELSE excluded.until END
          WHERE topics.note = excluded.note OR topics.until <= $5""";
    private static final String LEAVE = "DELETE FROM topics WHERE tenant = $1 AND topic = $2 AND note = $3";

    private final Database database;

    Topics(Database database) {
        this.database = database;
    }

    /** @return whether this note is the one of its topic that is told */
    Uni<Boolean> take(TenantId tenant, Note note, Duration window, Instant now) {
        if (note.topic() == null) {
            return Uni.createFrom().item(true);
        }
        Tuple values =
                key(tenant, note).addOffsetDateTime(time(now.plus(window))).addOffsetDateTime(time(now));
        return database.inTenant(
                        tenant, connection -> connection.preparedQuery(TAKE).execute(values))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Another note may speak for the topic: this one has reached nobody. */
    Uni<Void> leave(SqlConnection connection, TenantId tenant, Note note) {
        return note.topic() == null
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(LEAVE).execute(key(tenant, note)).replaceWithVoid();
    }

    private static Tuple key(TenantId tenant, Note note) {
        return Tuple.of(tenant.value(), topic(note), note.id());
    }

    private static UUID topic(Note note) {
        List<String> words = new ArrayList<>(List.of(
                note.topic() == null ? "" : note.topic(), note.severity().name()));
        words.addAll(note.to());
        return NameUuid.of(words.toArray(String[]::new));
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
