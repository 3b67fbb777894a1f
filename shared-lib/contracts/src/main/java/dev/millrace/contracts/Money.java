package dev.millrace.contracts;

/**
 * An amount of money, exact.
 *
 * @param nanos billionths of the currency's unit
 * @param currency ISO 4217 code, such as {@code EUR}
 */
public record Money(long nanos, String currency) {

    public Money {
        if (currency == null || !currency.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("a currency has three capital letters, unlike '" + currency + "'");
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
