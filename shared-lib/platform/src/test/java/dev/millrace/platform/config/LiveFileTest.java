package dev.millrace.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.price.PriceBook;
import dev.millrace.platform.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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

    private LiveFile<PriceBook> file(String text) throws IOException {
        return new LiveFile<>(write(text), PriceBook.class, clock);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("book.yaml"), text);
    }
}
