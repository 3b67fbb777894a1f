package dev.millrace.costwrite.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SumsTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2027-01-01, +months 2026-01-01 2027-01-01",
        "2026-02-01, 2026-03-01, +months 2026-02-01 2026-03-01",
        "2026-01-31, 2026-03-01, +days 2026-01-31 2026-02-01 +months 2026-02-01 2026-03-01",
        "2026-01-01, 2026-02-02, +months 2026-01-01 2026-02-01 +days 2026-02-01 2026-02-02",
        "2026-01-02, 2026-03-31, -days 2026-01-01 2026-01-02 +months 2026-01-01 2026-04-01 -days 2026-03-31 2026-04-01",
        "2026-01-17, 2026-03-16, +days 2026-01-17 2026-02-01 +months 2026-02-01 2026-03-01 +days 2026-03-01 2026-03-16",
        "2026-01-10, 2026-01-20, +days 2026-01-10 2026-01-20",
        "2026-01-17, 2026-02-16, +days 2026-01-17 2026-02-16",
        "2026-01-31, 2026-02-01, +days 2026-01-31 2026-02-01",
    })
    void readsWholeMonthsWhereItCan(LocalDate from, LocalDate to, String pieces) {
        // When
        var read = Sums.PURPOSES.over(new Span(from, to));

        // Then
        assertThat(read.stream()
                        .map(piece ->
                                (piece.added() ? "+" : "-") + piece.table() + " " + piece.from() + " " + piece.to())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(pieces);
    }
}
