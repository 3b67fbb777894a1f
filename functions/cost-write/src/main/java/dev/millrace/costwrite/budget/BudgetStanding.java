package dev.millrace.costwrite.budget;

import dev.millrace.contracts.tenant.Budget;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * How far a budget is used up in its current period. Amounts are nano-units.
 *
 * @param start first day of the period, in UTC
 * @param end first day after it
 * @param percent of the cap, rounded down; 0 for a cap of 0
 */
public record BudgetStanding(
        String tenant,
        String budget,
        @Nullable String project,
        @Nullable String key,
        LocalDate start,
        LocalDate end,
        long booked,
        long cap,
        String currency,
        long percent) {

    static BudgetStanding of(String tenant, Budget budget, LocalDate start, long booked) {
        long cap = budget.cap().nanos();
        return new BudgetStanding(
                tenant,
                budget.name(),
                budget.project(),
                budget.key(),
                start,
                budget.period().after(start),
                booked,
                cap,
                budget.cap().currency(),
                cap == 0 ? 0 : scaled(booked, 100, cap));
    }

    /**
     * What the period will have cost if it goes on as so far.
     *
     * @param expected nano-units
     * @param elapsedPercent of the period: the less, the less the forecast is worth
     */
    public record Forecast(BudgetStanding standing, long expected, long elapsedPercent, boolean exceeds) {}

    /** A straight line from the period's start through now to its end; an hour counts at least. */
    public Forecast forecast(Instant now) {
        Instant from = start.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant to = end.atStartOfDay(ZoneOffset.UTC).toInstant();
        long whole = Duration.between(from, to).toSeconds();
        long elapsed = Math.clamp(
                Duration.between(from, now).toSeconds(), Duration.ofHours(1).toSeconds(), whole);
        long expected = scaled(booked, whole, elapsed);
        return new Forecast(this, expected, elapsed * 100 / whole, expected > cap);
    }

    private static long scaled(long amount, long by, long of) {
        BigInteger scaled =
                BigInteger.valueOf(amount).multiply(BigInteger.valueOf(by)).divide(BigInteger.valueOf(of));
        return scaled.bitLength() < Long.SIZE ? scaled.longValue() : Long.MAX_VALUE;
    }
}
