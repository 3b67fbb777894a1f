package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.events.LedgerEvent.CorrectionRequested;
import dev.millrace.contracts.events.LedgerEvent.Rebooking;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.database.DatabaseFailures;
import dev.millrace.platform.event.Delivery;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Takes entries back and books them anew, in new entries. What is booked is never changed. */
@Singleton
public class Corrections {

    private static final String FIND = """
        SELECT id FROM entries WHERE tenant = $1 AND source = $2 AND event_id = $3""";

    private static final String INSERT = """
        INSERT INTO entries (tenant, source, event_id, digest, kind, happened_at, booked_at, corrects, reason)
        VALUES ($1, $2, $3, $4, 'correction', $5, $6, $7, $8)
        ON CONFLICT (tenant, source, event_id) DO NOTHING RETURNING id""";

    private static final String POSTINGS = """
        SELECT account, function, project, key, ticket, workflow, model, upstream, requests, input_tokens, cached_tokens,
          output_tokens, nanos, day, currency, amount FROM postings WHERE entry = $1 ORDER BY line""";

    private final Database database;
    private final Clock clock;
    private final Bounds bounds;
    private final SumTables sums = new SumTables();

    public Corrections(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.bounds = new Bounds(clock);
    }

    /** Corrects an entry, once for each request. */
    public Uni<Corrected> correct(Delivery<CorrectionRequested> delivery) {
        requireSensible(delivery.data());
        return database.inTenant(
                        delivery.event().context().tenant(),
                        connection -> find(connection, delivery)
                                .chain(wrong -> wrong == null
                                        ? Uni.createFrom()
                                                .item(new Corrected.Impossible(
                                                        "The ledger has no entry for that event."))
                                        : correct(connection, delivery, wrong)))
                .onFailure(DatabaseFailures::isDuplicate)
                .recoverWithItem(new Corrected.Impossible(
                        "That entry was corrected before. Correct the correction: it is the event of that request."))
                .onFailure(Unfit.class)
                .recoverWithItem(unfit -> new Corrected.Impossible(String.valueOf(unfit.getMessage())));
    }

    private Uni<Long> find(SqlConnection connection, Delivery<CorrectionRequested> delivery) {
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.of(
                        delivery.event().context().tenant().value(),
                        delivery.data().source(),
                        delivery.data().eventId()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getLong("id"));
    }

    private Uni<Corrected> correct(SqlConnection connection, Delivery<CorrectionRequested> delivery, long wrong) {
        return insert(connection, delivery, wrong)
                .chain(entry -> entry == null
                        ? Uni.createFrom().item(new Corrected.Done())
                        : connection
                                .preparedQuery(POSTINGS)
                                .execute(Tuple.of(wrong))
                                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> posting(wrong, row))
                                        .toList())
                                .chain(old -> sums.write(
                                        connection,
                                        delivery.event().context().tenant().value(),
                                        rebooked(entry, old, delivery.data())))
                                .replaceWith(new Corrected.Done()));
    }

    private Uni<Long> insert(SqlConnection connection, Delivery<CorrectionRequested> delivery, long wrong) {
        Event<?> event = delivery.event();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                                event.context().tenant().value(),
                                event.source().toString(),
                                event.id().value(),
                                Buffer.buffer(delivery.digest().bytes()),
                                bounds.moment(event.time()).atOffset(ZoneOffset.UTC),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .addValue(wrong)
                        .addValue(delivery.data().reason()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getLong("id"));
    }

    /** Everything with the opposite sign, then everything as it should have been. */
    private static List<Posting> rebooked(long entry, List<Posting> old, CorrectionRequested request) {
        List<Posting> postings = new ArrayList<>();
        for (Posting posting : old) {
            postings.add(posting.copy(
                    entry,
                    postings.size(),
                    posting.purpose(),
                    posting.quantity().negated(),
                    -posting.amount()));
        }
        Rebooking rebooking = request.rebooking();
        if (rebooking == null) {
            return postings;
        }
        if (rebooking.amount() != null
                && (old.size() != 2
                        || !rebooking.amount().currency().equals(old.getFirst().currency()))) {
            throw new Unfit("Another amount needs an entry with one expense, in the entry's currency.");
        }
        for (Posting posting : old) {
            long amount = rebooking.amount() == null
                    ? posting.amount()
                    : posting.account().isExpense()
                            ? rebooking.amount().nanos()
                            : -rebooking.amount().nanos();
            Purpose purpose = posting.account().isExpense() ? changed(posting.purpose(), rebooking) : posting.purpose();
            postings.add(posting.copy(entry, postings.size(), purpose, posting.quantity(), amount));
        }
        return postings;
    }

    private static Purpose changed(Purpose old, Rebooking rebooking) {
        return new Purpose(
                old.function(),
                rebooking.project() == null ? old.project() : rebooking.project(),
                rebooking.key() == null ? old.key() : rebooking.key(),
                rebooking.correlationId() == null ? old.ticket() : rebooking.correlationId(),
                old.workflow(),
                old.model(),
                old.upstream());
    }

    private void requireSensible(CorrectionRequested request) {
        bounds.name("source", request.source());
        bounds.name("eventId", request.eventId());
        bounds.name("reason", request.reason());
        Rebooking rebooking = request.rebooking();
        if (rebooking != null) {
            bounds.text("project", rebooking.project());
            bounds.text("key", rebooking.key());
            bounds.text("correlationId", rebooking.correlationId());
            if (rebooking.amount() != null) {
                bounds.amount("amount", rebooking.amount(), rebooking.amount().currency());
            }
        }
    }

    private static Posting posting(long entry, Row row) {
        return new Posting(
                entry,
                0,
                new Account(row.getString("account")),
                new Purpose(
                        row.getString("function"),
                        row.getString("project"),
                        row.getString("key"),
                        row.getString("ticket"),
                        row.getString("workflow"),
                        row.getString("model"),
                        row.getString("upstream")),
                new Quantity(
                        row.getLong("requests"),
                        row.getLong("input_tokens"),
                        row.getLong("cached_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("nanos")),
                row.getLocalDate("day"),
                row.getString("currency"),
                row.getLong("amount"));
    }

    /** Rolls the transaction back. */
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfit(String sentence) {
            super(sentence, null, false, false);
        }
    }
}
