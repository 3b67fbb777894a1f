package dev.millrace.costwrite.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * Days in UTC, from the first up to, but without, the second.
 *
 * @param from before {@code to}
 */
public record Span(LocalDate from, LocalDate to) {

    public static final int LONGEST = 366;

    public Span {
        long days = ChronoUnit.DAYS.between(from, to);
        if (days < 1 || days > LONGEST) {
            throw new IllegalArgumentException(
                    "'from' and 'to' must be 1 to " + LONGEST + " days apart, unlike " + days);
        }
    }
}
