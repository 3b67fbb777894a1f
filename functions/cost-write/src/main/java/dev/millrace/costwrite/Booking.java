package dev.millrace.costwrite;

import dev.millrace.contracts.TenantId;
import dev.millrace.costwrite.budget.BudgetWatch;
import dev.millrace.costwrite.ledger.Booked;
import dev.millrace.costwrite.ledger.Draft;
import dev.millrace.costwrite.ledger.Ledger;
import dev.millrace.platform.database.GroupCommit;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Books what comes at the same time in one transaction, and looks at the budgets before anybody hears that it is booked:
 * so a threshold that was passed is told of, whatever crashes in between.
 */
@Singleton
public class Booking {

    private static final Logger LOG = Logger.getLogger(Booking.class);
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final Ledger ledger;
    private final BudgetWatch watch;
    private final OwnUsage own;
    private final GroupCommit<Draft, Booked> commits;

    /** Books on an event loop of its own, so that no batch runs in the name of the request that happened to start it. */
    Booking(Ledger ledger, BudgetWatch watch, OwnUsage own, CostConfig config, Vertx vertx) {
        this.ledger = ledger;
        this.watch = watch;
        this.own = own;
        Context context = vertx.getOrCreateContext();
        this.commits = new GroupCommit<>(
                this::bookAll, config.batch(), config.queue(), task -> context.runOnContext(nothing -> task.run()));
    }

    /** @return completes when it is durable and its budgets were looked at; fails with a 503 when too many wait */
    public Uni<Booked> book(Draft draft) {
        return commits.submit(draft);
    }

    void stop(@Observes ShutdownEvent stop) {
        List<Draft> rest = own.rest();
        if (!rest.isEmpty()) {
            ledger.book(rest)
                    .ifNoItem()
                    .after(FAREWELL)
                    .fail()
                    .onFailure()
                    .recoverWithItem(failure -> {
                        LOG.warnf("The last usage of this instance is not booked: %s", failure.getMessage());
                        return List.of();
                    })
                    .await()
                    .indefinitely();
        }
    }

    private Uni<List<Booked>> bookAll(List<Draft> drafts) {
        List<Draft> riding = own.due();
        List<Draft> all = new ArrayList<>(drafts);
        all.addAll(riding);
        return ledger.book(all)
                .invoke(() -> own.booked(riding))
                .chain(booked -> lookAtBudgets(all).map(failures -> answers(drafts, booked, failures)));
    }

    /** @return what went wrong, by tenant */
    private Uni<Map<TenantId, Throwable>> lookAtBudgets(List<Draft> drafts) {
        Map<TenantId, Set<LocalDate>> days = new HashMap<>();
        drafts.forEach(draft -> days.computeIfAbsent(draft.key().tenant(), tenant -> new TreeSet<>())
                .add(LocalDate.ofInstant(draft.at(), ZoneOffset.UTC)));
        Map<TenantId, Throwable> failures = new HashMap<>();
        return Multi.createFrom()
                .iterable(days.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> watch.look(entry.getKey(), entry.getValue())
                        .onFailure()
                        .invoke(failure -> failures.put(entry.getKey(), failure))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .map(done -> failures);
    }

    private static List<Booked> answers(List<Draft> drafts, List<Booked> booked, Map<TenantId, Throwable> failures) {
        List<Booked> answers = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Throwable failure = failures.get(drafts.get(i).key().tenant());
            answers.add(failure == null ? booked.get(i) : new Booked.NotNow(failure));
        }
        return answers;
    }
}
