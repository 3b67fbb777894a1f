package dev.millrace.costwrite.report;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Which of the kept sums a report reads: always the coarsest that have what it is grouped by. */
enum Sums {
    /** By what the money was for: whole months, and the days before and after them. */
    PURPOSES {
        @Override
        List<Piece> over(Span span) {
            return span.hasWholeMonth()
                    ? Stream.of(
                                    days(span.from(), span.firstMonth()),
                                    new Piece("months", "month", span.firstMonth(), span.afterMonths()),
                                    days(span.afterMonths(), span.to()))
                            .filter(piece -> piece.from().isBefore(piece.to()))
                            .toList()
                    : List.of(days(span.from(), span.to()));
        }

        private Piece days(LocalDate from, LocalDate to) {
            return new Piece("days", "day", from, to);
        }
    },
    /** A tenant's days. There are so few that months would save nothing. */
    TOTALS {
        @Override
        List<Piece> over(Span span) {
            return List.of(new Piece("totals", "day", span.from(), span.to()));
        }
    },
    /** A page of tickets is read along the key, ticket by ticket, and costs the same however long the span is. */
    TICKETS {
        @Override
        List<Piece> over(Span span) {
            return List.of(new Piece("ticket_days", "day", span.from(), span.to()));
        }
    };

    /** Pieces that are the span together. */
    abstract List<Piece> over(Span span);

    /**
     * Rows of one table.
     *
     * @param date name of the column that says when
     */
    record Piece(String table, String date, LocalDate from, LocalDate to) {}
}
