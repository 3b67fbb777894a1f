package dev.millrace.costwrite.report;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/** Which of the kept sums a report reads: always the coarsest that have what it is grouped by. */
enum Sums {
    /** By what the money was for: whole months, and the days that they lack or have too much, whichever are fewer. */
    PURPOSES {
        @Override
        List<Piece> over(Span span) {
            LocalDate first = nearestMonth(span.from());
            LocalDate last = nearestMonth(span.to());
            long beside = Math.abs(DAYS.between(span.from(), first)) + Math.abs(DAYS.between(span.to(), last));
            if (!first.isBefore(last) || beside >= DAYS.between(span.from(), span.to())) {
                return List.of(new Piece("days", "day", span.from(), span.to(), true));
            }
            return Stream.of(
                            days(span.from(), first, true),
                            new Piece("months", "month", first, last, true),
                            days(last, span.to(), true))
                    .filter(piece -> !piece.from().equals(piece.to()))
                    .toList();
        }

        private LocalDate nearestMonth(LocalDate day) {
            LocalDate first = day.withDayOfMonth(1);
            return day.getDayOfMonth() <= MIDDLE ? first : first.plusMonths(1);
        }

        // Days that are to be added; to be taken away when they run backwards.
        private Piece days(LocalDate from, LocalDate to, boolean added) {
            return from.isAfter(to) ? days(to, from, !added) : new Piece("days", "day", from, to, added);
        }
    },
    /** A tenant's days. There are so few that months would save nothing. */
    TOTALS {
        @Override
        List<Piece> over(Span span) {
            return List.of(new Piece("totals", "day", span.from(), span.to(), true));
        }
    },
    /** A page of tickets is read along the key, ticket by ticket, and costs the same however long the span is. */
    TICKETS {
        @Override
        List<Piece> over(Span span) {
            return List.of(new Piece("ticket_days", "day", span.from(), span.to(), true));
        }
    };

    private static final ChronoUnit DAYS = ChronoUnit.DAYS;
    private static final int MIDDLE = 16;

    /** Pieces that are the span together. */
    abstract List<Piece> over(Span span);

    /**
     * Rows of one table.
     *
     * @param date name of the column that says when
     * @param added whether they are to be added, as opposed to taken away
     */
    record Piece(String table, String date, LocalDate from, LocalDate to, boolean added) {}
}
