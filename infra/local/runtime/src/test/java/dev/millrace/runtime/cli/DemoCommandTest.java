package dev.millrace.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();

    @Test
    void aKindOfHostThatHasNoCodeIsRefusedBeforeAnythingStarts() {
        assertThat(demo("--host", "cloudevents")).isEqualTo(ExitCode.USAGE);
        assertThat(out.toString()).contains("ado, github or gitlab");
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void noTicketsAreNoDemo() {
        assertThat(demo("--tickets", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aPlatformOfAnotherReleaseIsSaidToBeInTheWay() throws IOException {
        // Given
        Files.writeString(data.resolve("running.json"), """
                {"pid": %d, "gateway": "http://localhost:1", "inside": "http://localhost:1", "since": "2026-01-01T00:00:00Z"}""".formatted(
                        ProcessHandle.current().pid()));

        // When
        int code = demo();

        // Then
        assertThat(code).isEqualTo(ExitCode.FAILED);
        assertThat(out.toString()).contains("another release", "stop it");
    }

    private int demo(String... options) {
        List<String> all = new ArrayList<>(List.of("demo", "--yes", "--data", data.toString()));
        all.addAll(List.of(options));
        return Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute(all.toArray(String[]::new));
    }
}
