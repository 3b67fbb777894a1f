package dev.millrace.costwrite.budget;

import dev.millrace.contracts.tenant.Budget;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;

/**
 * One period of a budget.
 *
 * @param start first day, in UTC
 */
public record BudgetPeriod(Budget budget, LocalDate start) {

    private static final List<Integer> THRESHOLDS = List.of(80, 90, 100);
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    /** How far it is used up. */
    public sealed interface Standing {

        /** No threshold is reached. */
        record Below() implements Standing {}

        /** @param percents thresholds that are reached, the lowest first */
        record Reached(List<Integer> percents) implements Standing {
            public Reached {
                percents = List.copyOf(percents);
            }
        }
    }

    /** First day after it. */
    public LocalDate end() {
        return budget.period().after(start);
    }

    /** @param nanos all that is booked in it */
    public Standing booked(long nanos) {
        if (nanos <= 0) {
            return new Standing.Below();
        }
        BigInteger hundredfold = BigInteger.valueOf(nanos).multiply(HUNDRED);
        BigInteger cap = BigInteger.valueOf(budget.cap().nanos());
        List<Integer> reached = THRESHOLDS.stream()
                .filter(percent -> hundredfold.compareTo(cap.multiply(BigInteger.valueOf(percent))) >= 0)
                .toList();
        return reached.isEmpty() ? new Standing.Below() : new Standing.Reached(reached);
    }
}
