package dev.millrace.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.price.PriceBook;
import dev.millrace.platform.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveFileTest {

    private static final Instant NOW = Instant.parse("2026-11-03T08:00:00Z");

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();

    @Test
    void readsAFileAgainWhenItChanged() throws IOException {
        // Given
        LiveFile<PriceBook> file = file("currency: EUR");
        assertThat(Objects.requireNonNull(file.get()).currency()).isEqualTo("EUR");
        write("currency: USD # dearer");

        // When
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(Objects.requireNonNull(file.get()).currency()).isEqualTo("USD");
    }

    @Test
    void keepsWhatItKnewWhenTheFileIsBroken() throws IOException {
        // Given
        LiveFile<PriceBook> file = file("currency: EUR");
        file.get();
        write("currency: [no such thing");

        // When
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(Objects.requireNonNull(file.get()).currency()).isEqualTo("EUR");
    }

    @Test
    void hasNothingWhileTheFileIsMissingAndReadsItWhenItComes() throws IOException {
        // Given
        var file = new LiveFile<>(folder.resolve("book.yaml"), PriceBook.class, clock);
        assertThat(file.get()).isNull();
        write("currency: EUR");

        // When
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(file.get()).isNotNull();
    }

    @Test
    void readsPricesExactlyAndRefusesAFieldItDoesNotKnow() throws IOException {
        // When
        PriceBook book = Objects.requireNonNull(file("""
                        currency: USD
                        models:
                          - {model: gpt, from: 2026-01-01, input: 0.15, output: 0.60}
                        """).get());

        // Then
        assertThat(book.model("gpt", NOW)).hasValueSatisfying(price -> {
            assertThat(price.input()).isEqualTo(150_000_000);
            assertThat(price.cached()).isEqualTo(150_000_000);
            assertThat(price.output()).isEqualTo(600_000_000);
        });
        assertThat(new LiveFile<>(write("currency: USD\nprice: 3"), PriceBook.class, clock).get())
                .isNull();
    }

    @Test
    void saysOnceWhatIsWrongAndAgainWhenSomethingElseIs() throws IOException {
        // Given
        var said = new ArrayList<String>();
        Handler handler = new Listener(said);
        Logger logger = Logger.getLogger(LiveFile.class.getName());
        logger.addHandler(handler);
        var file = new LiveFile<>(folder.resolve("book.yaml"), PriceBook.class, clock);

        // When
        look(file, 3);
        write("currency: [no such thing");
        look(file, 3);
        write("currency: EUR");
        look(file, 3);
        Files.delete(folder.resolve("book.yaml"));
        look(file, 3);
        logger.removeHandler(handler);

        // Then
        assertThat(said).hasSize(3);
        assertThat(said.get(0)).endsWith("is missing");
        assertThat(said.get(1)).contains("is not valid");
        assertThat(said.get(2)).endsWith("is missing");
        assertThat(file.get()).isNotNull();
    }

    @Test
    void keepsWhatItKnewWhenTheMeaningOfTheFileIsRefused() throws IOException {
        // Given
        LiveFile<String> file = LiveFile.of(
                write("currency: EUR"),
                PriceBook.class,
                book -> {
                    if (book.currency().equals("USD")) {
                        throw new IllegalArgumentException("no dollars");
                    }
                    return book.currency().toLowerCase(Locale.ROOT);
                },
                clock);
        assertThat(file.get()).isEqualTo("eur");
        write("currency: USD # dearer");

        // When
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(file.get()).isEqualTo("eur");
    }

    private void look(LiveFile<?> file, int times) {
        for (int i = 0; i < times; i++) {
            clock.advance(Duration.ofSeconds(2));
            file.get();
        }
    }

    private static final class Listener extends Handler {
        private final List<String> said;

        Listener(List<String> said) {
            this.said = said;
        }

        @Override
        public void publish(LogRecord entry) {
            said.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private LiveFile<PriceBook> file(String text) throws IOException {
        return new LiveFile<>(write(text), PriceBook.class, clock);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("book.yaml"), text);
    }
}
