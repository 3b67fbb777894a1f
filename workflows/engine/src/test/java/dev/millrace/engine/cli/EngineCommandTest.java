package dev.millrace.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EngineCommandTest {

    private final StringWriter errors = new StringWriter();
    private final CommandLine command = EngineCommand.commandLine().setErr(new PrintWriter(errors));

    @Test
    void asksForTheDatabase() {
        // When
        int code = command.execute("--store", "postgres");

        // Then
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("--url");
    }

    @Test
    void namesTheStoresThatItKnows() {
        // When
        int code = command.execute("--store", "paper");

        // Then
        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).containsIgnoringCase("memory").containsIgnoringCase("postgres");
    }
}
