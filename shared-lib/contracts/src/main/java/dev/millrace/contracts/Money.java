package dev.millrace.contracts;

import java.math.BigDecimal;

/**
 * An amount of money, exact.
 *
 * @param nanos billionths of the currency's unit
 * @param currency ISO 4217 code, such as {@code EUR}
 */
public record Money(long nanos, String currency) {

    /** A nano is the ninth decimal of the unit. */
    public static final int DECIMALS = 9;

    public Money {
        if (currency == null || !currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("a currency has three capital letters, unlike '" + currency + "'");
        }
    }

    /**
     * @param amount in the currency's unit
     * @throws IllegalArgumentException when the amount has more than nine decimals or is too large
     */
    public static Money of(BigDecimal amount, String currency) {
        try {
            return new Money(amount.movePointRight(DECIMALS).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "an amount has at most 9 decimals and is below 9 billion, unlike " + amount, e);
        }
    }

    /**
     * @throws IllegalArgumentException when the currencies differ
     * @throws ArithmeticException on overflow
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException(currency + " and " + other.currency + " cannot be added");
        }
        return new Money(Math.addExact(nanos, other.nanos), currency);
    }
}
