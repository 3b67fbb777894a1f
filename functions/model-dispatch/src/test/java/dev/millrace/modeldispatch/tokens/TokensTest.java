package dev.millrace.modeldispatch.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.price.ModelPrice;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.contracts.price.PriceBook.Validity;
import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.Json;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-03T08:00:00Z");

    private final Estimate estimate = new Estimate(new SmallRyeConfigBuilder()
            .withMapping(DispatchConfig.class)
            .withDefaultValue("millrace.models.file", "routes.yaml")
            .build()
            .getConfigMapping(DispatchConfig.class));

    @Test
    void boundsTheInputByItsBytes() {
        // Given
        ObjectNode ascii = request("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "a".repeat(1000) + "\"}]}");
        ObjectNode wide = request("{\"messages\":[{\"role\":\"user\",\"content\":\"" + "\u20ac".repeat(1000) + "\"}]}");

        // When / Then
        assertThat(estimate.most(ascii, 0).input()).isBetween(500L, 550L);
        assertThat(estimate.most(wide, 0).input()).isBetween(1500L, 1550L);
    }

    @Test
    void doesNotTakeAnImageForText() {
        // Given
        ObjectNode image = request("{\"messages\":[{\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:"
                + "A".repeat(1_000_000) + "\"}}]}]}");

        // When / Then
        assertThat(estimate.most(image, 0).input()).isBetween(4096L, 5000L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                            | 700
        {"max_tokens":10}                             | 10
        {"max_completion_tokens":20,"max_tokens":10}  | 20
        {"max_tokens":10,"n":3}                       | 30
        {"max_tokens":-1}                             | 700
        {"max_tokens":99999999999999999999}           | 700
        {"n":-4}                                      | 700
        """)
    void boundsTheOutputAsTheRequestDoes(String json, long output) {
        assertThat(estimate.most(request(json), 700).output()).isEqualTo(output);
    }

    @ParameterizedTest
    @CsvSource({"100,100,true", "-1,5,false", "5,-1,false", "10401,5,false", "100,2201,false", "100,2000,true"})
    void knowsAbsurdCounts(long input, long output, boolean plausible) {
        assertThat(new Usage(input, 0, output).isPlausible(new Usage(100, 0, 600)))
                .isEqualTo(plausible);
    }

    @Test
    void readsCountsInBothNames() {
        // When / Then
        assertThat(
                        Usage.read(
                                request(
                                        "{\"prompt_tokens\":5,\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":3}}")))
                .isEqualTo(new Usage(5, 3, 2));
        assertThat(Usage.read(request(
                        "{\"input_tokens\":5,\"output_tokens\":2,\"input_tokens_details\":{\"cached_tokens\":9}}")))
                .isEqualTo(new Usage(5, 0, 2));
        assertThat(Usage.read(request("{\"total_tokens\":5}"))).isNull();
        assertThat(Usage.read(null)).isNull();
    }

    @Test
    void pricesTokens() {
        // Given
        var book = new PriceBook(
                "EUR",
                List.of(new ModelPrice(
                        "m", new Validity(LocalDate.of(2026, 1, 1), null), 1_000_000, 500_000, 2_000_000)),
                List.of(),
                List.of());
        var tariff = new Tariff(Optional.of(book), NOW);

        // When / Then
        assertThat(tariff.cost("m", new Usage(10, 4, 3))).isEqualTo(new Money(14, "EUR"));
        assertThat(tariff.knows("m")).isTrue();
        assertThat(tariff.knows("other")).isFalse();
        assertThat(new Tariff(Optional.empty(), NOW).knows("other")).isTrue();
    }

    private static ObjectNode request(String json) {
        return Json.object(json).orElseThrow();
    }
}
