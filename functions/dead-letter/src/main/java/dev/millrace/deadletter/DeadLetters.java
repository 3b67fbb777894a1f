package dev.millrace.deadletter;

import dev.millrace.platform.database.Database;
import dev.millrace.platform.rest.Cursor;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code dead_letters}. Each change of state is one statement that says from which state it may come. */
@Singleton
public class DeadLetters {

    private static final String COLUMNS = """
        id, source, event_id, type, tenant, correlation_id, instance_id, trace_id, destination, status, error, \
        occurrence, state, first_seen, last_seen, settled_at, settled_by, reason""";
    private static final String KEEP = """
        INSERT INTO dead_letters (id, source, event_id, type, tenant, correlation_id, instance_id, trace_id,
          destination, status, error, event, state, occurrence, first_seen, last_seen)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'stored', 1, $13, $13)
        ON CONFLICT (id) DO UPDATE
          SET state = 'stored', occurrence = dead_letters.occurrence + 1, status = excluded.status,
            error = excluded.error, last_seen = excluded.last_seen, settled_at = NULL, settled_by = NULL
          WHERE dead_letters.state = 'replayed'
        RETURNING\s""" + COLUMNS;
    private static final String FIND = "SELECT " + COLUMNS + " FROM dead_letters WHERE id = $1";
    private static final String ORIGINAL = "SELECT event FROM dead_letters WHERE id = $1";
    private static final String LIST = "SELECT " + COLUMNS + """
         FROM dead_letters
        WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR tenant = $2)
          AND ($3::text IS NULL OR type = $3) AND ($4::text IS NULL OR destination = $4)
          AND ($5::timestamptz IS NULL OR (last_seen, id) < ($5, $6::uuid))
        ORDER BY last_seen DESC, id DESC LIMIT $7""";
    private static final String SETTLE = """
        UPDATE dead_letters SET state = $3, settled_at = $4, settled_by = $5, reason = $6
        WHERE id = $1 AND occurrence = $2 AND state = 'stored'
        RETURNING event""";

    private final Database database;

    DeadLetters(Database database) {
        this.database = database;
    }

    /**
     * Stores a first death, or a death after a replay. Any other is a duplicate and changes nothing.
     *
     * @return the letter as it stands now
     */
    Uni<DeadLetter> keep(DeadLetter letter, Original original) {
        Tuple values = Tuple.tuple()
                .addValue(letter.id())
                .addValue(letter.source().toString())
                .addValue(letter.eventId())
                .addValue(letter.type())
                .addValue(letter.tenant() == null ? null : letter.tenant().value())
                .addValue(letter.correlationId())
                .addValue(letter.instanceId())
                .addValue(letter.traceId())
                .addValue(letter.death().destination())
                .addValue(letter.death().status())
                .addValue(letter.death().error())
                .addValue(Buffer.buffer(original.bytes()))
                .addValue(time(letter.lastSeen()));
        return database.inTransaction(connection -> connection
                .preparedQuery(KEEP)
                .execute(values)
                .chain(rows -> rows.size() == 1
                        ? Uni.createFrom().item(rows)
                        : connection.preparedQuery(FIND).execute(Tuple.of(letter.id())))
                .map(rows -> LetterRow.read(rows.iterator().next())));
    }

    public Uni<Optional<DeadLetter>> find(UUID id) {
        return database.inTransaction(
                        connection -> connection.preparedQuery(FIND).execute(Tuple.of(id)))
                .map(rows -> first(rows).map(LetterRow::read));
    }

    public Uni<Optional<Original>> original(UUID id) {
        return database.inTransaction(
                        connection -> connection.preparedQuery(ORIGINAL).execute(Tuple.of(id)))
                .map(rows -> first(rows).map(LetterRow::original));
    }

    public Uni<List<DeadLetter>> list(LetterQuery query) {
        Cursor after = query.after();
        Tuple values = Tuple.tuple()
                .addValue(query.state())
                .addValue(query.tenant())
                .addValue(query.type())
                .addValue(query.destination())
                .addValue(after == null ? null : time(after.at()))
                .addValue(after == null ? null : after.id())
                .addValue(query.limit());
        return database.inTransaction(
                        connection -> connection.preparedQuery(LIST).execute(values))
                .map(rows -> rows.stream().map(LetterRow::read).toList());
    }

    /** @param occurrence the death that is to be settled; a later one stays */
    Uni<Settlement> replay(SqlConnection connection, UUID id, int occurrence, State.Replayed state) {
        return settle(connection, id, occurrence, state.word(), state.at(), state.by(), null);
    }

    /** @param occurrence the death that is to be settled; a later one stays */
    Uni<Settlement> drop(SqlConnection connection, UUID id, int occurrence, State.Dropped state) {
        return settle(connection, id, occurrence, state.word(), state.at(), state.by(), state.reason());
    }

    private static Uni<Settlement> settle(
            SqlConnection connection,
            UUID id,
            int occurrence,
            String state,
            Instant at,
            String by,
            @Nullable String reason) {
        Tuple values = Tuple.tuple()
                .addValue(id)
                .addValue(occurrence)
                .addValue(state)
                .addValue(time(at))
                .addValue(by)
                .addValue(reason);
        return connection
                .preparedQuery(SETTLE)
                .execute(values)
                .chain(rows -> first(rows)
                        .map(row -> Uni.createFrom().<Settlement>item(new Settlement.Settled(LetterRow.original(row))))
                        .orElseGet(() -> unsettled(connection, id)));
    }

    private static Uni<Settlement> unsettled(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0 ? new Settlement.Unknown() : new Settlement.Past());
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.stream().findFirst();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
