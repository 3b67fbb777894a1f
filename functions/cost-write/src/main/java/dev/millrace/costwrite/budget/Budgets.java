package dev.millrace.costwrite.budget;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.platform.config.Prices;
import dev.millrace.platform.tenancy.Tenants;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** The budgets of tenants: the registry's, and the platform's default for a tenant without one of its own. */
@Singleton
public class Budgets {

    private static final String OWN = "tenant";

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

    public List<Budget> of(TenantId tenant) {
        List<Budget> registered = tenants.find(tenant).map(Tenant::budgets).orElse(List.of());
        boolean own = registered.stream().anyMatch(budget -> budget.bounds(null, null));
        return own
                ? registered
                : Stream.concat(registered.stream(), prices.book().stream().map(this::standIn))
                        .toList();
    }

    private Budget standIn(PriceBook book) {
        long nanos = cap.movePointRight(9).longValue();
        return new Budget(OWN, new Money(nanos, book.currency()), Budget.Period.MONTH, null, null);
    }
}
