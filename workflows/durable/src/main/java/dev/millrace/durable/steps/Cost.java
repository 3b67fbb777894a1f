package dev.millrace.durable.steps;

import dev.millrace.contracts.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What models have cost so far.
 *
 * @param known null as long as no price was
 * @param complete whether every price was known and in the same currency
 */
public record Cost(@Nullable Money known, boolean complete) {

    public static final Cost NOTHING = new Cost(null, true);

    private static final int NANOS = 9;
    private static final int SHOWN = 4;

    public Cost plus(@Nullable Money price) {
        if (price == null) {
            return new Cost(known, false);
        }
        if (known == null) {
            return new Cost(price, complete);
        }
        try {
            return new Cost(known.plus(price), complete);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Cost(known, false);
        }
    }

    public Cost plus(Cost other) {
        Cost sum = other.known == null ? this : plus(other.known);
        return new Cost(sum.known, sum.complete && other.complete);
    }

    /** For people, such as {@code EUR 0.0420}. */
    public String text() {
        if (known == null) {
            return complete ? "nothing" : "an unknown amount";
        }
        return (complete ? "" : "at least ") + text(known);
    }

    /** A price for people, rounded up to four decimals. */
    public static String text(Money money) {
        return money.currency() + " "
                + BigDecimal.valueOf(money.nanos(), NANOS)
                        .setScale(SHOWN, RoundingMode.CEILING)
                        .toPlainString();
    }
}
