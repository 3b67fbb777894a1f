package dev.millrace.runtime.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTableTest {

    private static final Machine MACHINE = new Machine("Linux", "Some processor", 2, "25");

    private static final Figure START = Figure.of(
                    "up again, from a clean stop", Unit.MILLIS, List.of(900.0, 1_000.0, 2_000.0))
            .wanted(Bound.atMost(8_000));

    private static final Figure RATE =
            Figure.of("hooks accepted", Unit.PER_SECOND, List.of(400.0)).wanted(Bound.atLeast(1_500));

    private static final Figure PLAIN = Figure.of("202 after", Unit.MILLIS, List.of(4.5, 5.5));

    @Test
    void eachFigureIsALineUnderItsSubject() {
        String table = table(100, section("up", START), section("hooks", RATE, PLAIN));
        assertThat(table).isEqualTo("""
                Linux, Some processor, 2 cores, Java 25

                WHAT                            MEDIAN          MIN .. MAX  N  WANTED            HOLDS
                up (load before 0.42, took 7 s)
                  up again, from a clean stop   1.00 s    900 ms .. 2.00 s  3  at most 8 s       yes
                hooks (load before 0.42, took 7 s)
                  hooks accepted                 400/s                   -  1  at least 1,500/s  NO
                  202 after                    5.50 ms  4.50 ms .. 5.50 ms  2  -                 -
                """);
    }

    @Test
    void onANarrowTerminalALongNameHasALineOfItsOwn() {
        List<String> lines = table(40, section("up", START)).lines().toList();
        assertThat(lines).contains("  up again, from a clean stop");
        assertThat(lines.getLast())
                .startsWith(" ".repeat(24))
                .contains("1.00 s")
                .endsWith("yes");
    }

    @Test
    void whatCouldNotBeMeasuredSaysWhy() {
        var failed = new Section("engine", "0.42", 7, List.of(), "The platform did not start");
        assertThat(table(100, section("up", START), failed))
                .contains("engine (load before 0.42, took 7 s)\n  not measured: The platform did not start\n");
        assertThat(new Report(MACHINE, List.of(failed)).isComplete()).isFalse();
        assertThat(new Report(MACHINE, List.of(section("up", START))).isComplete())
                .isTrue();
    }

    private static Section section(String subject, Figure... figures) {
        return new Section(subject, "0.42", 7, List.of(figures), null);
    }

    private static String table(int width, Section... sections) {
        var text = new StringWriter();
        new ReportTable(width).print(new Report(MACHINE, List.of(sections)), new PrintWriter(text));
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
