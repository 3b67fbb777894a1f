package dev.millrace.contracts.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.price.PriceBook.Validity;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceBookTest {

    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 1);
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);

    @Test
    void findsThePriceThatWasValid() {
        // Given
        var book = new PriceBook(
                "USD", List.of(price("gpt", JANUARY, MARCH, 2), price("gpt", MARCH, null, 3)), List.of(), List.of());

        // When
        var last = book.model("gpt", Instant.parse("2026-02-28T23:59:59.999Z"));
        var first = book.model("gpt", Instant.parse("2026-03-01T00:00:00Z"));

        // Then
        assertThat(last.orElseThrow().input()).isEqualTo(2);
        assertThat(first.orElseThrow().input()).isEqualTo(3);
        assertThat(book.model("gpt", Instant.parse("2025-12-31T23:59:59Z"))).isEmpty();
        assertThat(book.model("other", Instant.parse("2026-02-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void refusesTwoPricesOnOneDay() {
        assertThatThrownBy(() -> new PriceBook(
                        "USD",
                        List.of(price("gpt", JANUARY, null, 2), price("gpt", MARCH, null, 3)),
                        List.of(),
                        List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two prices of gpt");
    }

    @Test
    void roundsUpOncePerCall() {
        // Given
        var price = new ModelPrice("gpt", new Validity(JANUARY, null), 1_500_000, 500_000, 2_000_001);

        // When
        long cost = price.cost(10, 4, 1);

        // Then
        assertThat(cost).isEqualTo(14); // 9 + 2 + 2.000001
        assertThat(price.cost(0, 0, 0)).isZero();
    }

    @Test
    void refusesTokensThatCannotBe() {
        // Given
        ModelPrice price = price("gpt", JANUARY, null, 1);

        // Then
        assertThatThrownBy(() -> price.cost(-1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> price.cost(3, 4, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> price.cost(3, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> price.cost(3, 0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chargesTimeByTheUnit() {
        // Given
        RatePrice price = RatePrice.of(JANUARY, null, new BigDecimal("0.008"), Duration.ofMinutes(1));

        // When
        long cost = price.cost(Duration.ofSeconds(90).toNanos());

        // Then
        assertThat(cost).isEqualTo(12_000_000);
        assertThat(price.cost(1)).isEqualTo(1);
    }

    @Test
    void refusesAPriceThatIsFinerThanANano() {
        assertThatThrownBy(() -> RatePrice.of(JANUARY, null, new BigDecimal("0.0000000001"), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 9 decimals");
    }

    private static ModelPrice price(String model, LocalDate from, @Nullable LocalDate until, long input) {
        return new ModelPrice(model, new Validity(from, until), input, input, input);
    }
}
