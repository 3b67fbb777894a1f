package dev.millrace.modeldispatch.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.TenantId;
import dev.millrace.modeldispatch.admission.budget.Bookkeeper;
import dev.millrace.modeldispatch.admission.budget.Leases;
import dev.millrace.modeldispatch.admission.budget.Leases.Standing;
import dev.millrace.platform.access.Operators;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.Problems;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * {@code GET /budgets}, for operators: what is settled and leased of each budget and who holds it, with {@code ?tenant=}
 * of one tenant alone. Amounts are billionths of the currency. Leases whose holders have died are settled first: nobody
 * else may come by for long.
 */
@Singleton
public class BudgetsDoor {

    private final Leases leases;
    private final Bookkeeper bookkeeper;
    private final Operators operators;
    private final Problems problems;
    private final ObjectMapper json;

    BudgetsDoor(Leases leases, Bookkeeper bookkeeper, Operators operators, Problems problems, ObjectMapper json) {
        this.leases = leases;
        this.bookkeeper = bookkeeper;
        this.operators = operators;
        this.problems = problems;
        this.json = json;
    }

    record BudgetList(List<BudgetView> budgets) {}

    /**
     * @param own whether it is the tenant's own, whose leases the ledger books by
     * @param available what is neither settled nor leased; 0 when the budget is used up
     */
    record BudgetView(
            String tenant,
            String budget,
            boolean own,
            LocalDate start,
            LocalDate end,
            String currency,
            long cap,
            long settled,
            long leased,
            long available,
            boolean usedUp,
            List<LeaseView> leases) {

        static BudgetView of(Standing standing) {
            long cap = standing.term().cap().nanos();
            long rest = Math.max(0, cap - standing.settled() - standing.leased());
            return new BudgetView(
                    standing.term().tenant().value(),
                    standing.term().budget(),
                    standing.term().own(),
                    standing.term().start(),
                    standing.term().end(),
                    standing.term().cap().currency(),
                    cap,
                    standing.settled(),
                    standing.leased(),
                    standing.usedUp() ? 0 : rest,
                    standing.usedUp(),
                    standing.leases().stream().map(LeaseView::of).toList());
        }
    }

    record LeaseView(
            UUID id, String replica, String state, long amount, long settled, Instant granted, Instant expires) {

        static LeaseView of(Leases.Held held) {
            return new LeaseView(
                    held.lease(),
                    held.replica(),
                    held.state(),
                    held.amount(),
                    held.settled(),
                    held.granted(),
                    held.expires());
        }
    }

    void install(@Observes Router router) {
        router.route(HttpMethod.GET, "/budgets").handler(this::list);
    }

    private void list(RoutingContext context) {
        if (!operators.isOperator(context.request().getHeader("Authorization"))) {
            problems.respond(context, Problem.unauthenticated("Present the operator's token as a bearer token."));
            return;
        }
        String tenant = context.request().getParam("tenant");
        TenantId asked;
        try {
            asked = tenant == null ? null : new TenantId(tenant);
        } catch (IllegalArgumentException e) {
            problems.respond(context, Problem.badRequest("tenant: " + e.getMessage() + "."));
            return;
        }
        bookkeeper
                .sweep()
                .chain(() -> leases.standings(asked))
                .subscribe()
                .with(
                        standings -> respond(context, standings),
                        failure -> problems.respond(context, problems.of(failure)));
    }

    private void respond(RoutingContext context, List<Standing> standings) {
        var list = new BudgetList(standings.stream().map(BudgetView::of).toList());
        try {
            context.response()
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(json.writeValueAsString(list));
        } catch (JsonProcessingException e) {
            problems.respond(context, problems.of(e));
        }
    }
}
