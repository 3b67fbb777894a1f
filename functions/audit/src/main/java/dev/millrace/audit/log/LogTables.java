package dev.millrace.audit.log;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.tree.Frontier;
import dev.millrace.transparency.tree.Subtree;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The statements that append. */
final class LogTables {

    private static final String LOCK = "SELECT frontier FROM head FOR UPDATE";

    /** LIMIT keeps the planner at one index look-up per event, also with a plan that it made for an empty table. */
    private static final String FIND = """
        SELECT w.tenant, w.source, w.id, e.seq, c.digest
        FROM unnest($1::text[], $2::text[], $3::text[]) AS w (tenant, source, id)
        CROSS JOIN LATERAL (
          SELECT seq FROM entries
          WHERE entries.tenant = w.tenant AND entries.source = w.source AND entries.id = w.id LIMIT 1) e
        LEFT JOIN LATERAL (SELECT digest FROM contents WHERE contents.seq = e.seq LIMIT 1) c ON true""";

    private static final String WRITE = """
        WITH new_entries AS (
          INSERT INTO entries (seq, leaf, leaf_hash, tenant, source, id, type, correlationid, trace_id, event_time,
            appended_at)
          SELECT *, $11::timestamptz FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[], $5::text[],
            $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[])
        ), new_contents AS (
          INSERT INTO contents (seq, salt, digest) SELECT * FROM unnest($1::bigint[], $12::bytea[], $13::bytea[])
        ), new_nodes AS (
          INSERT INTO nodes (level, index, hash) SELECT * FROM unnest($14::int[], $15::bigint[], $16::bytea[])
        ), of_this_minute AS (
          INSERT INTO checkpoints (size, note, signed_at)
          SELECT $17::bigint, $19::text, $11
          WHERE $19 IS NOT NULL AND NOT EXISTS (SELECT FROM checkpoints WHERE signed_at > $11 - interval '1 minute')
          ON CONFLICT DO NOTHING
        )
        UPDATE head SET size = $17, frontier = $18, checkpoint = coalesce($19, checkpoint)""";

    /** Where the log stands, for a batch of events. */
    record Stand(Frontier frontier, Map<EventKey, KnownEntry> known) {}

    /** Makes other appenders wait until this transaction ends, and only then looks for the events. */
    Uni<Stand> stand(SqlConnection connection, List<AuditedEvent> events) {
        Uni<RowSet<Row>> locked = connection.query(LOCK).execute();
        Uni<RowSet<Row>> found = connection
                .preparedQuery(FIND)
                .execute(Tuple.of(texts(events, "tenant"), texts(events, "source"), texts(events, "id")));
        // Both are sent at once; the server runs them one after the other, each with a snapshot of its own.
        return Uni.combine().all().unis(locked, found).with((head, known) -> new Stand(frontier(head), known(known)));
    }

    /** @param checkpoint of the tree with the batch; empty leaves the last one as it is */
    Uni<Void> write(SqlConnection connection, Batch batch, Optional<SignedCheckpoint> checkpoint) {
        List<NewEntry> entries = batch.entries();
        List<AuditedEvent> events = entries.stream().map(NewEntry::event).toList();
        Tuple values = Tuple.tuple()
                .addValue(longs(entries, NewEntry::seq))
                .addValue(buffers(entries, NewEntry::leaf))
                .addValue(buffers(entries, entry -> buffer(entry.leafHash())))
                .addValue(texts(events, "tenant"))
                .addValue(texts(events, "source"))
                .addValue(texts(events, "id"))
                .addValue(texts(events, "type"))
                .addValue(texts(events, "correlationid"))
                .addValue(texts(events, "traceid"))
                .addValue(events.stream().map(event -> utc(event.time())).toArray(OffsetDateTime[]::new))
                .addValue(utc(batch.appendedAt()))
                .addValue(
                        buffers(entries, entry -> Buffer.buffer(entry.content().salt())))
                .addValue(
                        buffers(entries, entry -> Buffer.buffer(entry.content().content())))
                .addValue(batch.nodes().stream().map(Subtree::level).toArray(Integer[]::new))
                .addValue(longs(batch.nodes(), Subtree::index))
                .addValue(buffers(batch.nodes(), node -> buffer(node.hash())))
                .addValue(batch.frontier().size())
                .addValue(Buffer.buffer(batch.frontier().bytes()))
                .addValue(checkpoint.map(SignedCheckpoint::format).orElse(null));
        return connection.preparedQuery(WRITE).execute(values).replaceWithVoid();
    }

    private static Frontier frontier(RowSet<Row> head) {
        return Frontier.fromBytes(
                head.iterator().next().get(Buffer.class, "frontier").getBytes());
    }

    private static Map<EventKey, KnownEntry> known(RowSet<Row> rows) {
        Map<EventKey, KnownEntry> known = new HashMap<>();
        for (Row row : rows) {
            Buffer digest = row.get(Buffer.class, "digest");
            known.put(
                    new EventKey(row.getString("tenant"), row.getString("source"), row.getString("id")),
                    new KnownEntry(
                            row.getLong("seq"), Optional.ofNullable(digest).map(bytes -> Hash.of(bytes.getBytes()))));
        }
        return known;
    }

    private static String[] texts(List<AuditedEvent> events, String attribute) {
        return events.stream().map(event -> event.attributes().get(attribute)).toArray(String[]::new);
    }

    private static <T> Long[] longs(List<T> items, Function<T, Long> number) {
        return items.stream().map(number).toArray(Long[]::new);
    }

    private static <T> Buffer[] buffers(List<T> items, Function<T, Buffer> bytes) {
        return items.stream().map(bytes).toArray(Buffer[]::new);
    }

    private static Buffer buffer(Hash hash) {
        return Buffer.buffer(hash.bytes());
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
