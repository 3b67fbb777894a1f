package dev.millrace.audit.log;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.AuditEvent.Erased;
import dev.millrace.contracts.events.AuditEvent.ErasureRequested;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** Cuts entries from the content of their events. Leaves, hashes and proofs stay as they are. */
@Singleton
public class Erasures {

    private static final String CUT = """
        WITH cut AS (
          DELETE FROM contents USING entries
          WHERE contents.seq = entries.seq AND entries.tenant = $2 AND entries.correlationid = $3 AND entries.seq < $1
          RETURNING 1
        )
        INSERT INTO erasures (seq, tenant, correlationid, entries, erased_at)
        SELECT $1, $2, $3, count(*), $4 FROM cut
        ON CONFLICT DO NOTHING""";
    private static final String LAST = """
        SELECT count(*) AS entries, coalesce(max(contents.seq), -1) AS last
        FROM entries LEFT JOIN contents ON contents.seq = entries.seq
        WHERE entries.tenant = $1 AND entries.correlationid = $2 AND entries.type <> ALL ($3)""";
    private static final String FIND = "SELECT correlationid, entries, erased_at FROM erasures WHERE seq = $1";

    private static final String[] OUR_OWN = {Catalogue.typeOf(ErasureRequested.class), Catalogue.typeOf(Erased.class)};

    private final Database database;
    private final Clock clock;

    public Erasures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An erasure that was done, and when. */
    public record Erasure(Erased erased, Instant at) {}

    /**
     * Erases all entries of a ticket before the one that asks for it. Asked again, it answers with what it did the
     * first time.
     *
     * @param request number of the entry that asks
     */
    public Uni<Erasure> erase(long request, TenantId tenant, String correlationId) {
        var values =
                Tuple.of(request, tenant.value(), correlationId, clock.instant().atOffset(ZoneOffset.UTC));
        return database.inTransaction(connection -> connection
                        .preparedQuery(CUT)
                        .execute(values)
                        .chain(() -> connection.preparedQuery(FIND).execute(Tuple.of(request))))
                .map(rows -> erasure(rows.iterator().next()));
    }

    /**
     * What there is to erase for a ticket: number of the last entry with its content, erasures aside, -1 when
     * none has it any more; empty when the log knows nothing of the ticket.
     */
    public Uni<Optional<Long>> last(TenantId tenant, String correlationId) {
        return database.inTransaction(connection ->
                        connection.preparedQuery(LAST).execute(Tuple.of(tenant.value(), correlationId, OUR_OWN)))
                .map(rows -> rows.iterator().next())
                .map(row -> row.getLong("entries") == 0 ? Optional.empty() : Optional.of(row.getLong("last")));
    }

    private static Erasure erasure(Row row) {
        return new Erasure(
                new Erased(row.getString("correlationid"), row.getLong("entries")),
                row.getOffsetDateTime("erased_at").toInstant());
    }
}
