package dev.millrace.runtime.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts for people. */
final class Amount {

    private static final int DECIMALS = 4;

    private Amount() {}

    /** @param nanos nano-units of a currency */
    static String of(long nanos) {
        return BigDecimal.valueOf(nanos, 9)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
