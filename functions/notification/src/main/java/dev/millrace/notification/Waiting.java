package dev.millrace.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.TenantId;
import dev.millrace.notification.message.Note;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Notes that are told later: the table {@code waiting}. */
@Singleton
class Waiting {

    private static final String KEEP = """
        INSERT INTO waiting (tenant, note, content, due_at, held_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING""";
    private static final String SEIZE = """
        UPDATE waiting SET batch = $2 WHERE tenant = $1 AND due_at <= $3 AND batch IS NULL""";
    private static final String BATCH = """
        SELECT content FROM waiting WHERE tenant = $1 AND batch = $2 ORDER BY held_at, note""";
    private static final String DONE = "DELETE FROM waiting WHERE tenant = $1 AND batch = $2";

    private final Database database;
    private final ObjectMapper json;

    Waiting(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    Uni<Void> keep(TenantId tenant, Note note, Instant due, Instant now) {
        Tuple values = Tuple.tuple()
                .addString(tenant.value())
                .addUUID(note.id())
                .addString(write(note))
                .addOffsetDateTime(time(due))
                .addOffsetDateTime(time(now));
        return database.inTenant(
                        tenant, connection -> connection.preparedQuery(KEEP).execute(values))
                .replaceWithVoid();
    }

    /**
     * What is due, in the order in which it came. A batch, once it has something, stays the same until it is done.
     *
     * @param batch of whoever is about to tell it
     */
    Uni<List<Note>> due(TenantId tenant, UUID batch, Instant now) {
        Tuple key = Tuple.of(tenant.value(), batch);
        return database.inTenant(
                tenant,
                connection -> connection
                        .preparedQuery(BATCH)
                        .execute(key)
                        .chain(begun -> begun.size() > 0
                                ? Uni.createFrom().item(begun)
                                : connection
                                        .preparedQuery(SEIZE)
                                        .execute(Tuple.of(tenant.value(), batch, time(now)))
                                        .chain(seized ->
                                                connection.preparedQuery(BATCH).execute(key)))
                        .map(rows -> rows.stream().map(this::read).toList()));
    }

    Uni<Void> done(TenantId tenant, UUID batch) {
        return database.inTenant(
                        tenant, connection -> connection.preparedQuery(DONE).execute(Tuple.of(tenant.value(), batch)))
                .replaceWithVoid();
    }

    private String write(Note note) {
        try {
            return json.writeValueAsString(note);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Note read(Row row) {
        try {
            return json.readValue(row.getString("content"), Note.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
