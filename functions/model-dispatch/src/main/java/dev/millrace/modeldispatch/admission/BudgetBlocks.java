package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.modeldispatch.admission.budget.Leases;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * What follows when the ledger says that a budget is used up, compute and builds included: nothing more is leased of it
 * until its period ends or its cap is raised. Leases that are out are closed at their next renewal, within a second.
 */
@Singleton
public class BudgetBlocks {

    private static final int ALL = 100;

    private final Leases leases;

    BudgetBlocks(Leases leases) {
        this.leases = leases;
    }

    /** May be repeated. Thresholds below 100 % change nothing. */
    public Uni<Void> apply(TenantId tenant, BudgetEvent.Reached reached) {
        return reached.percent() < ALL ? Uni.createFrom().voidItem() : leases.useUp(tenant, reached);
    }
}
