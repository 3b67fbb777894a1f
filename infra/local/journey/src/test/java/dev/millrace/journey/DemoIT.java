package dev.millrace.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.runtime.cli.Millrace;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace demo} without a terminal, from nothing to the last check. */
@Order(4)
class DemoIT {

    private static final char ESCAPE = '\u001B';

    @Test
    void theDemoShowsAMergedChangeAndFindsThatEverythingHolds(@TempDir Path data) {
        // Given
        var out = new StringWriter();

        // When
        int code = Millrace.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute("demo", "--yes", "--data", data.toString());

        // Then
        assertThat(out.toString())
                .contains("draft pull request", "merged as", "All of it holds.")
                .doesNotContain("✗", String.valueOf(ESCAPE));
        assertThat(code).isZero();
    }
}
