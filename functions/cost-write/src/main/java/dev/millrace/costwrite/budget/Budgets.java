package dev.millrace.costwrite.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.contracts.tenant.TicketRules;
import dev.millrace.platform.config.Prices;
import dev.millrace.platform.tenancy.Tenants;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;

/** The budgets of tenants: the registry's, and the platform's default for a tenant without one of its own. */
@Singleton
public class Budgets {

    private final Tenants tenants;
    private final Prices prices;
    private final BigDecimal cap;

    Budgets(Tenants tenants, Prices prices, BudgetConfig config) {
        this.tenants = tenants;
        this.prices = prices;
        this.cap = config.defaultCap();
        if (cap.signum() < 0) {
            throw new IllegalArgumentException("millrace.budget.default-cap must not be below 0, unlike " + cap);
        }
    }

    /** Also of a tenant that the registry no longer has. Empty while there is no price book. */
    public List<Budget> of(TenantId tenant) {
        Tenant known = tenants.find(tenant)
                .orElseGet(() -> Tenant.of(tenant, tenant.value(), List.of(), TicketRules.DEFAULT, List.of()));
        return prices.book()
                .map(book -> known.budgetsOr(Money.of(cap, book.currency())))
                .orElse(List.of());
    }
}
