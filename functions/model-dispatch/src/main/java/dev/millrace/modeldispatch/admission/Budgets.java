package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Tenant;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which budgets bound a call: those of the registry that fit its project and key, and always one of the tenant's own. */
final class Budgets {

    /** Of the budget that stands in for one that the registry does not have. */
    private static final String NAME = "tenant";

    private final BigDecimal defaultCap;

    Budgets(BigDecimal defaultCap) {
        this.defaultCap = defaultCap;
    }

    /**
     * The tenant's own comes first.
     *
     * @param currency of the price book
     */
    List<Budget> of(Caller caller, String currency) {
        Tenant tenant = caller.tenant();
        Optional<Budget> own = tenant.budgets().stream()
                .filter(budget -> budget.bounds(null, null))
                .findFirst();
        if (tenant.budgets().size() == own.stream().count()) {
            return List.of(own.orElseGet(() -> standIn(tenant, currency)));
        }
        return Stream.concat(
                        Stream.of(own.orElseGet(() -> standIn(tenant, currency))),
                        tenant.budgets().stream()
                                .filter(budget -> !budget.bounds(null, null)
                                        && budget.bounds(caller.project(), caller.keyName())))
                .toList();
    }

    private Budget standIn(Tenant tenant, String currency) {
        boolean taken =
                tenant.budgets().stream().anyMatch(budget -> budget.name().equals(NAME));
        return new Budget(
                taken ? NAME + "-default" : NAME,
                new Money(nanos(defaultCap), currency),
                Budget.Period.MONTH,
                null,
                null);
    }

    static long nanos(BigDecimal amount) {
        return amount.movePointRight(9).longValueExact();
    }
}
