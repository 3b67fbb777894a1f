package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Digest;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The statements on entries: what makes each event count once. */
final class EntryTable {

    /** Waits for another transaction that is just booking the same event. */
    private static final String INSERT = """
        INSERT INTO entries (tenant, source, event_id, digest, kind, lease, happened_at, booked_at)
        SELECT $1, source, event_id, digest, kind, lease, happened_at, $8
        FROM unnest($2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::timestamptz[])
          AS new (source, event_id, digest, kind, lease, happened_at)
        ON CONFLICT (tenant, source, event_id) DO NOTHING
        RETURNING id, source, event_id""";

    private static final String FIND = """
        SELECT w.source, w.event_id, e.digest FROM unnest($2::text[], $3::text[]) AS w (source, event_id)
        CROSS JOIN LATERAL (
          SELECT digest FROM entries
          WHERE entries.tenant = $1 AND entries.source = w.source AND entries.event_id = w.event_id LIMIT 1) e""";

    private static final String MERGES = """
        INSERT INTO merges (tenant, host, project, repository, number, ticket, merged_at)
        SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
        ON CONFLICT (tenant, host, project, repository, number) DO NOTHING""";

    /** Adds the drafts that are no entries yet. @return the numbers of the new entries */
    Uni<Map<Draft.Key, Long>> insert(SqlConnection connection, String tenant, List<Draft> drafts, Instant now) {
        Tuple values = Columns.of(drafts, tenant)
                .text(draft -> draft.key().source())
                .text(draft -> draft.key().id())
                .array(drafts.stream()
                        .map(draft -> Buffer.buffer(draft.digest().bytes()))
                        .toArray(Buffer[]::new))
                .text(draft -> draft.subject().kind())
                .text(draft -> lease(draft.subject()))
                .array(drafts.stream().map(draft -> utc(draft.at())).toArray(OffsetDateTime[]::new))
                .tuple()
                .addValue(utc(now));
        return connection.preparedQuery(INSERT).execute(values).map(rows -> numbers(rows, drafts));
    }

    /** The digests of entries. */
    Uni<Map<Draft.Key, Digest>> find(SqlConnection connection, String tenant, List<Draft> known) {
        Tuple values = Columns.of(known, tenant)
                .text(draft -> draft.key().source())
                .text(draft -> draft.key().id())
                .tuple();
        return connection.preparedQuery(FIND).execute(values).map(rows -> {
            Map<Draft.Key, Digest> digests = new HashMap<>();
            for (Row row : rows) {
                digests.put(
                        key(row, known.getFirst()),
                        new Digest(HexFormat.of()
                                .formatHex(row.get(Buffer.class, "digest").getBytes())));
            }
            return digests;
        });
    }

    Uni<Void> merges(SqlConnection connection, String tenant, List<Draft> merged) {
        if (merged.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Draft.Subject.Merge> merges = merged.stream()
                .map(draft -> (Draft.Subject.Merge) draft.subject())
                .toList();
        Tuple values = Columns.of(merges, tenant)
                .text(merge -> merge.pullRequest().host())
                .text(merge -> merge.pullRequest().project())
                .text(merge -> merge.pullRequest().repository())
                .text(merge -> merge.pullRequest().number())
                .text(Draft.Subject.Merge::ticket)
                .array(merged.stream().map(draft -> utc(draft.at())).toArray(OffsetDateTime[]::new))
                .tuple();
        return connection.preparedQuery(MERGES).execute(values).replaceWithVoid();
    }

    private static Map<Draft.Key, Long> numbers(RowSet<Row> rows, List<Draft> drafts) {
        Map<Draft.Key, Long> numbers = new HashMap<>();
        for (Row row : rows) {
            numbers.put(key(row, drafts.getFirst()), row.getLong("id"));
        }
        return numbers;
    }

    private static Draft.Key key(Row row, Draft ofTheTenant) {
        return new Draft.Key(ofTheTenant.key().tenant(), row.getString("source"), row.getString("event_id"));
    }

    private static @Nullable String lease(Draft.Subject subject) {
        return switch (subject) {
            case Draft.Subject.Spending spending -> spending.lease();
            case Draft.Subject.Expiry expiry -> expiry.lease();
            case Draft.Subject.Compute compute -> null;
            case Draft.Subject.Build build -> null;
            case Draft.Subject.Merge merge -> null;
        };
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
