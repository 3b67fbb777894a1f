package dev.millrace.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Machine;
import dev.millrace.runtime.bench.figure.Report;
import dev.millrace.runtime.bench.figure.Section;
import dev.millrace.runtime.bench.figure.Unit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchCommandTest {

    private final StringWriter err = new StringWriter();

    @Test
    void whatCannotBeMeasuredIsAWrongCommandLine() {
        assertThat(bench("speed")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).startsWith("millrace: 'speed' cannot be measured. Choose from: up, ");
    }

    @Test
    void noRoundsAndNoSecondsAreAWrongCommandLine() {
        assertThat(bench("up", "--rounds", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(bench("up", "--seconds", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("There are 1 to 1000 rounds", "A round takes 1 to 20 seconds");
    }

    @Test
    void jsonSaysTheSameAsTheTable() {
        // Given
        Figure figure = Figure.of("up again", Unit.MILLIS, List.of(900.0, 1_000.0, 2_000.0))
                .wanted(Bound.atMost(950));
        var report = new Report(
                new Machine("Linux", "Some processor", 2, "25"),
                List.of(new Section("up", "0.42", 7, List.of(figure), null)));

        // When
        JsonNode json = Output.tree(Output.json(report));

        // Then
        assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
        JsonNode section = json.at("/sections/0");
        assertThat(section.path("load").asText()).isEqualTo("0.42");
        assertThat(section.has("failure")).isFalse();
        JsonNode written = section.at("/figures/0");
        assertThat(written.path("unit").asText()).isEqualTo("ms");
        assertThat(written.at("/spread/p50").asDouble()).isEqualTo(1_000);
        assertThat(written.at("/spread/count").asInt()).isEqualTo(3);
        assertThat(written.at("/wanted/side").asText()).isEqualTo("at most");
        assertThat(written.path("verdict").asText()).isEqualTo("does not hold");
    }

    private int bench(String... arguments) {
        CommandLine command = Millrace.commandLine().setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "bench";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return command.execute(all);
    }
}
