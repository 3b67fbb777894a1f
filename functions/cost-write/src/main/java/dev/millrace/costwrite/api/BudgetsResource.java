package dev.millrace.costwrite.api;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.costwrite.budget.BudgetStanding;
import dev.millrace.costwrite.budget.BudgetStandings;
import dev.millrace.platform.tenancy.Tenants;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** How far budgets are used up, and how far they will be. */
@Path("/")
public class BudgetsResource {

    private final BudgetStandings standings;
    private final Tenants tenants;
    private final Parameters parameters;
    private final Clock clock;

    BudgetsResource(BudgetStandings standings, Tenants tenants, Parameters parameters, Clock clock) {
        this.standings = standings;
        this.tenants = tenants;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** Budgets in the order of tenants. */
    public record Standing(List<BudgetStanding> budgets) {}

    /** Forecasts in the order of tenants. */
    public record Outlook(List<BudgetStanding.Forecast> forecasts) {}

    @GET
    @Path("/budgets")
    @Operation(
            summary = "Shows the budgets of one tenant, or of all that are registered, in their current periods",
            description = "'booked' is what the ledger says, compute and builds included.")
    public Uni<Standing> budgets(@QueryParam("tenant") @Nullable String tenant) {
        return standings(tenant).map(Standing::new);
    }

    @GET
    @Path("/forecast")
    @Operation(
            summary = "Extends what is booked to the end of each budget's period",
            description = "A straight line from the period's start through now. 'elapsedPercent' says how much of the"
                    + " period it rests on.")
    public Uni<Outlook> forecast(@QueryParam("tenant") @Nullable String tenant) {
        return standings(tenant)
                .map(found -> new Outlook(found.stream()
                        .map(standing -> standing.forecast(clock.instant()))
                        .toList()));
    }

    private Uni<List<BudgetStanding>> standings(@Nullable String tenant) {
        List<TenantId> asked = parameters.tenant(tenant) == null
                ? tenants.all().stream()
                        .map(Tenant::id)
                        .sorted(Comparator.comparing(TenantId::value))
                        .toList()
                : List.of(parameters.requiredTenant(tenant));
        return Multi.createFrom()
                .iterable(asked)
                .onItem()
                .transformToUniAndConcatenate(standings::of)
                .onItem()
                .<BudgetStanding>disjoint()
                .collect()
                .asList();
    }
}
