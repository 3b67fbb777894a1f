package dev.millrace.costwrite.ledger;

import java.time.LocalDate;

/**
 * An expense and to whom it is owed.
 *
 * @param day that it concerns, in UTC
 * @param amount nano-units; below 0 takes something back
 */
public record Charge(
        Account expense,
        Account owed,
        Purpose purpose,
        Quantity quantity,
        LocalDate day,
        String currency,
        long amount) {

    Charge negated() {
        return new Charge(expense, owed, purpose, quantity.negated(), day, currency, -amount);
    }
}
