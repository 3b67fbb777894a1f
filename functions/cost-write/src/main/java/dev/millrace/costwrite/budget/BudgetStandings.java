package dev.millrace.costwrite.budget;

import dev.millrace.contracts.TenantId;
import dev.millrace.platform.database.Database;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** How far the budgets of tenants are used up now. */
@Singleton
public class BudgetStandings {

    private final Budgets budgets;
    private final Database database;
    private final Clock clock;
    private final ThresholdTable table = new ThresholdTable();

    BudgetStandings(Budgets budgets, Database database, Clock clock) {
        this.budgets = budgets;
        this.database = database;
        this.clock = clock;
    }

    /** The tenant's budgets in their current periods. */
    public Uni<List<BudgetStanding>> of(TenantId tenant) {
        Instant now = clock.instant();
        List<BudgetPeriod> periods = budgets.of(tenant).stream()
                .map(budget -> new BudgetPeriod(budget, budget.period().startOf(now)))
                .toList();
        return periods.isEmpty()
                ? Uni.createFrom().item(List.of())
                : database.inTenant(tenant, connection -> table.booked(connection, tenant, periods))
                        .map(sums -> IntStream.range(0, periods.size())
                                .mapToObj(i -> BudgetStanding.of(
                                        tenant.value(),
                                        periods.get(i).budget(),
                                        periods.get(i).start(),
                                        sums.get(i)))
                                .toList());
    }
}
