package dev.millrace.contracts.tenant;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.Money;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent in a period. Without project and key it is the tenant's own.
 *
 * @param name unique in the tenant
 * @param amount in the currency's unit, at most nine decimals
 * @param currency ISO 4217 code, that of the price book
 * @param project whose spending it bounds; null for any
 * @param key name of the API key whose spending it bounds; null for any
 */
public record Budget(
        String name,
        BigDecimal amount,
        String currency,
        Period period,
        @Nullable String project,
        @Nullable String key) {

    public Budget {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a budget's name has 1 to 40 lower-case letters, digits and hyphens, unlike '" + name + "'");
        }
        period = period == null ? Period.MONTH : period;
        if (amount == null || amount.signum() < 0) {
            throw new IllegalArgumentException("budget '" + name + "' needs an amount that is not below 0");
        }
        Money.of(amount, currency);
    }

    public Budget(String name, Money cap, Period period, @Nullable String project, @Nullable String key) {
        this(name, BigDecimal.valueOf(cap.nanos(), Money.DECIMALS), cap.currency(), period, project, key);
    }

    /** What spending must not pass. */
    public Money cap() {
        return Money.of(amount, currency);
    }

    /** Whether it bounds spending of a project and key. */
    public boolean bounds(@Nullable String spendingProject, @Nullable String spendingKey) {
        return (project == null || project.equals(spendingProject)) && (key == null || key.equals(spendingKey));
    }

    /** Calendar periods in UTC. */
    public enum Period {
        @JsonProperty("day")
        DAY,
        /** From Monday. */
        @JsonProperty("week")
        WEEK,
        @JsonProperty("month")
        MONTH;

        /** First day of the period that a moment lies in. */
        public LocalDate startOf(Instant moment) {
            LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
            return switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
        }

        /** First day of the period after the one that starts on a day. */
        public LocalDate after(LocalDate start) {
            return switch (this) {
                case DAY -> start.plusDays(1);
                case WEEK -> start.plusWeeks(1);
                case MONTH -> start.plusMonths(1);
            };
        }
    }
}
