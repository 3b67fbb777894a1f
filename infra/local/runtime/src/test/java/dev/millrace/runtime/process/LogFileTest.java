package dev.millrace.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    private Path folder;

    @Test
    void tellsOnlyWhatWasWrittenAfterTheMark() throws Exception {
        // Given
        var log = new LogFile(folder.resolve("x/a.log"));
        log.prepare();
        Files.writeString(log.path(), "before\n");
        LogFile.Mark mark = log.mark();

        // When
        Files.writeString(log.path(), "one\ntwo\n\nthree\nfour\n", StandardOpenOption.APPEND);

        // Then
        assertThat(mark.lastLines(3)).isEqualTo("two | three | four");
        assertThat(mark.lastLines(9)).isEqualTo("one | two | three | four");
    }

    @Test
    void keepsOnePredecessorWhenItHasGrownTooLarge() throws Exception {
        // Given
        var log = new LogFile(folder.resolve("a.log"));
        log.prepare();
        LogFile.Mark mark = log.mark();
        Files.writeString(log.path(), "x".repeat(11 << 20));

        // When
        log.trim();

        // Then
        assertThat(log.path()).isEmptyFile();
        assertThat(folder.resolve("a.log.1")).hasSize(11 << 20);
        assertThat(mark.lastLines(1)).isEmpty();
    }
}
