package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Digest;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.database.DatabaseFailures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Books drafts, each exactly once by tenant, source and id. Several replicas may book into one ledger. Thread-safe. */
@Singleton
public class Ledger {

    /** SQLSTATE class of values that do not fit: a sum that overflows. */
    private static final String UNFIT = "22";

    private final Database database;
    private final Clock clock;
    private final EntryTable entries = new EntryTable();
    private final LeaseTable leases = new LeaseTable();
    private final SumTables sums = new SumTables();

    public Ledger(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Books drafts in one transaction. Should one of them be at fault that this fails, each gets a transaction of its
     * own.
     *
     * @return one outcome for each draft, in their order; fails when the database is away
     */
    public Uni<List<Booked>> book(List<Draft> drafts) {
        return transaction(drafts)
                .onFailure(failure -> !DatabaseFailures.isUnavailable(failure))
                .recoverWithUni(failure ->
                        drafts.size() == 1 ? Uni.createFrom().item(List.of(blame(failure))) : oneByOne(drafts));
    }

    private Uni<List<Booked>> oneByOne(List<Draft> drafts) {
        return Multi.createFrom()
                .iterable(drafts)
                .onItem()
                .transformToUniAndConcatenate(draft -> transaction(List.of(draft))
                        .map(List::getFirst)
                        .onFailure()
                        .recoverWithItem(Ledger::blame))
                .collect()
                .asList();
    }

    private static Booked blame(Throwable failure) {
        boolean unfit = failure instanceof ArithmeticException
                || (failure instanceof PgException pg && pg.getSqlState().startsWith(UNFIT));
        return unfit ? new Booked.OutOfRange() : new Booked.NotNow(failure);
    }

    private Uni<List<Booked>> transaction(List<Draft> drafts) {
        return database.inTransaction(connection -> {
            var standing = new Standing();
            return Multi.createFrom()
                    .iterable(Share.of(drafts))
                    .onItem()
                    .transformToUniAndConcatenate(share -> book(connection, share, standing))
                    .collect()
                    .last()
                    .map(done -> drafts.stream().map(standing::judge).toList());
        });
    }

    private Uni<Void> book(SqlConnection connection, Share share, Standing standing) {
        String tenant = share.tenant();
        // Sent at once; the server runs them one after the other.
        Uni<?> told = connection
                .preparedQuery("SELECT set_config('millrace.tenant', $1, true)")
                .execute(Tuple.of(tenant));
        Uni<Map<Draft.Key, Long>> inserted = entries.insert(connection, tenant, share.drafts(), clock.instant());
        return Uni.combine()
                .all()
                .unis(told, inserted)
                .with((set, numbers) -> numbers)
                .chain(numbers -> {
                    List<Draft> fresh = share.drafts().stream()
                            .filter(draft -> numbers.containsKey(draft.key()))
                            .toList();
                    List<Draft> known = share.drafts().stream()
                            .filter(draft -> !numbers.containsKey(draft.key()))
                            .toList();
                    standing.added(fresh);
                    return known(connection, tenant, known)
                            .invoke(standing::found)
                            .chain(() -> write(connection, tenant, fresh, numbers))
                            .replaceWithVoid();
                });
    }

    private Uni<Map<Draft.Key, Digest>> known(SqlConnection connection, String tenant, List<Draft> known) {
        return known.isEmpty() ? Uni.createFrom().item(Map.of()) : entries.find(connection, tenant, known);
    }

    private Uni<Void> write(SqlConnection connection, String tenant, List<Draft> fresh, Map<Draft.Key, Long> numbers) {
        List<Draft> merged = fresh.stream()
                .filter(draft -> draft.subject() instanceof Draft.Subject.Merge)
                .toList();
        return leases.lock(connection, tenant, Share.leases(fresh))
                .map(locked -> Share.post(fresh, numbers, locked))
                .chain(written -> Uni.combine()
                        .all()
                        .unis(
                                leases.update(
                                        connection, tenant, written.leases().values()),
                                sums.write(connection, tenant, written.postings()),
                                entries.merges(connection, tenant, merged))
                        .discardItems());
    }

    /** What is known of the keys of a batch. */
    private static final class Standing {
        private final Map<Draft.Key, Digest> digests = new HashMap<>();
        private final Set<Draft> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

        void added(List<Draft> drafts) {
            drafts.forEach(draft -> digests.put(draft.key(), draft.digest()));
            fresh.addAll(drafts);
        }

        void found(Map<Draft.Key, Digest> known) {
            digests.putAll(known);
        }

        Booked judge(Draft draft) {
            return draft.digest().equals(digests.get(draft.key()))
                    ? new Booked.Entry(fresh.contains(draft))
                    : new Booked.OtherContent();
        }
    }
}
