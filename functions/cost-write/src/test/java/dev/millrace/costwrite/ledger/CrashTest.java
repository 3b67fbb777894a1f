package dev.millrace.costwrite.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrashTest {

    @Test
    void booksOnceThoughTheFirstBookerDiesBeforeItAnswers() throws Exception {
        // Given
        try (TestDatabase database = TestLedger.schema();
                var ledger = new TestLedger(database.port(), database.name())) {
            Process booker = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dmillrace.root=" + System.getProperty("millrace.root"),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DyingBooker.class.getName(),
                            Integer.toString(database.port()),
                            database.name())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean dead = booker.waitFor(1, TimeUnit.MINUTES);

            // When
            List<Booked> again = ledger.book(ledger.draft("event", TestLedger.spent("lease", 1, 70)));

            // Then
            assertThat(dead).isTrue();
            assertThat(booker.exitValue()).isEqualTo(137);
            assertThat(again).containsExactly(new Booked.Entry(false));
            assertThat(TestLedger.accounts(database)).containsEntry("expense:model", 70L);
        }
    }
}
