package dev.millrace.modeldispatch.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.DataClassification;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTest {

    private static final String TABLE = """
        upstreams:
          - {name: here, url: "http://127.0.0.1:1", model: m, region: local, classification: restricted}
          - {name: moved, url: "http://models.example.com", model: m, region: local, classification: restricted}
          - {name: eu, url: "https://eu.example.com/v1", model: m, region: eu, classification: confidential}
          - {name: us, url: "https://us.example.com/v1", model: m, region: us, classification: internal}
          - {name: claude, kind: anthropic, url: "https://api.example.com", model: m, region: us, classification: internal}
        aliases:
          - {name: two, weights: [{upstream: eu, weight: 90}, {upstream: us, weight: 10}], fallbacks: [here]}
          - {name: huge, weights: [{upstream: eu, weight: 2147483647}, {upstream: us, weight: 2147483647}]}
          - {name: all, weights: [{upstream: us, weight: 1}], fallbacks: [moved, eu, here]}
          - {name: trial, weights: [{upstream: eu, weight: 1}], canary: {upstream: us, percent: 10}}
          - {name: cheap, strategy: cheapest, weights: [{upstream: eu, weight: 1}, {upstream: us, weight: 1}]}
          - {name: fast, strategy: fastest, weights: [{upstream: eu, weight: 1}, {upstream: us, weight: 1}]}
          - {name: prompt, latencyBudget: PT1S, weights: [{upstream: eu, weight: 1}], fallbacks: [us]}
          - {name: vectors, kind: embedding, weights: [{upstream: claude, weight: 1}]}
        """;

    private final Told standing = new Told();
    private final Random random = new Random(42);

    @Test
    void sharesCallsOutByWeight() {
        // When
        Map<String, Long> firsts = firsts("two", 1000);

        // Then
        assertThat(firsts.get("eu")).isBetween(870L, 930L);
        assertThat(firsts.get("us")).isBetween(70L, 130L);
    }

    @Test
    void sharesCallsOutByWeightsWhoseSumIsHuge() {
        // When
        Map<String, Long> firsts = firsts("huge", 1000);

        // Then
        assertThat(firsts.get("eu")).isBetween(400L, 600L);
        assertThat(firsts.get("us")).isBetween(400L, 600L);
    }

    @Test
    void asksTheOtherOnesAndThenTheFallbacksWhenTheFirstFails() {
        // Given
        standing.open.add("eu");

        // When
        var chosen = (Decision.Chosen) decide("two", DataClassification.INTERNAL, List.of());

        // Then
        assertThat(names(chosen)).containsExactly("us", "here");
        assertThat(chosen.reason()).isEqualTo("weight 10/10");
        assertThat(Decision.written(chosen.excluded())).isEqualTo("eu:open-circuit");
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC,us moved eu here", "INTERNAL,us moved eu here", "CONFIDENTIAL,moved eu here", "RESTRICTED,here"
    })
    void sendsDataNoFurtherThanItsClassificationAllows(DataClassification classification, String allowed) {
        // When
        var chosen = (Decision.Chosen) decide("all", classification, List.of());

        // Then
        assertThat(names(chosen)).containsExactly(allowed.split(" "));
    }

    @Test
    void keepsDataInItsRegions() {
        // When
        var chosen = (Decision.Chosen) decide("all", DataClassification.PUBLIC, List.of("eu", "local"));

        // Then
        assertThat(names(chosen)).containsExactly("eu", "here");
        assertThat(chosen.excluded())
                .containsEntry("us", Exclusion.RESIDENCY)
                .containsEntry("moved", Exclusion.RESIDENCY);
        assertThat(chosen.reason()).isEqualTo("fallback");
    }

    @Test
    void isClosedWhenNobodyIsLeft() {
        // When
        var closed = (Decision.Closed) decide("two", DataClassification.CONFIDENTIAL, List.of("mars"));

        // Then
        assertThat(closed.isPassing()).isFalse();
        assertThat(closed.excluded()).hasSize(3);
    }

    @Test
    void isClosedForAWhileWhenEverybodyIsSick() {
        // Given
        standing.open.addAll(Set.of("eu", "us"));

        // When
        var closed = (Decision.Closed) decide("cheap", DataClassification.PUBLIC, List.of());

        // Then
        assertThat(closed.isPassing()).isTrue();
    }

    @Test
    void triesTheCanaryWithItsShareAndFallsBackToTheOthers() {
        // When
        Map<String, Long> firsts = firsts("trial", 1000);

        // Then
        assertThat(firsts.get("us")).isBetween(70L, 130L);
        assertThat(firsts.get("eu")).isBetween(870L, 930L);
    }

    @Test
    void neverTriesACanaryThatWasTakenBack() {
        // Given
        standing.rolledBack = true;

        // When
        Map<String, Long> firsts = firsts("trial", 200);

        // Then
        assertThat(firsts).containsOnlyKeys("eu");
    }

    @Test
    void prefersTheCheapestOrTheFastest() {
        // Given
        standing.prices.putAll(Map.of("eu", 5L, "us", 3L));
        standing.latencies.putAll(Map.of("eu", 20.0, "us", 30.0));

        // When
        var cheap = (Decision.Chosen) decide("cheap", DataClassification.PUBLIC, List.of());
        var fast = (Decision.Chosen) decide("fast", DataClassification.PUBLIC, List.of());

        // Then
        assertThat(names(cheap)).containsExactly("us", "eu");
        assertThat(names(fast)).containsExactly("eu", "us");
        assertThat(List.of(cheap.reason(), fast.reason())).containsExactly("cheapest", "fastest");
    }

    @Test
    void asksALateModelLast() {
        // Given
        standing.latencies.put("eu", 1500.0);

        // When
        var chosen = (Decision.Chosen) decide("prompt", DataClassification.PUBLIC, List.of());

        // Then
        assertThat(names(chosen)).containsExactly("us", "eu");
        assertThat(chosen.reason()).isEqualTo("latency budget");
    }

    @Test
    void doesNotAskForWhatAModelDoesNotOffer() {
        // When
        Decision embeddings = decide(new Wish(Operation.EMBEDDINGS, "vectors", DataClassification.PUBLIC, List.of()));
        Decision chat = decide("vectors", DataClassification.PUBLIC, List.of());

        // Then
        assertThat(((Decision.Closed) embeddings).excluded()).containsEntry("claude", Exclusion.CAPABILITY);
        assertThat(chat).isInstanceOf(Decision.Unfit.class);
    }

    @Test
    void doesNotAskAModelWithoutAPrice() {
        // Given
        standing.unpriced.add("eu");

        // When
        var chosen = (Decision.Chosen) decide("two", DataClassification.PUBLIC, List.of());

        // Then
        assertThat(chosen.excluded()).containsEntry("eu", Exclusion.NO_PRICE);
    }

    private Map<String, Long> firsts(String alias, int calls) {
        return IntStream.range(0, calls)
                .mapToObj(i -> (Decision.Chosen) decide(alias, DataClassification.PUBLIC, List.of()))
                .collect(Collectors.groupingBy(chosen -> names(chosen).getFirst(), Collectors.counting()));
    }

    private Decision decide(String alias, DataClassification classification, List<String> regions) {
        return decide(new Wish(Operation.CHAT, alias, classification, regions));
    }

    private Decision decide(Wish wish) {
        return new Policy(table(), standing, random).decide(wish);
    }

    private static List<String> names(Decision.Chosen chosen) {
        return chosen.order().stream().map(Upstream::name).toList();
    }

    private static RouteTable table() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .registerModule(new JavaTimeModule())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(TABLE, RouteFile.class)
                    .resolve(name -> Optional.empty());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the test says. */
    private static final class Told implements Standing {
        private final Set<String> open = new HashSet<>();
        private final Set<String> unpriced = new HashSet<>();
        private final Map<String, Long> prices = new HashMap<>();
        private final Map<String, Double> latencies = new HashMap<>();
        private boolean rolledBack;

        @Override
        public boolean isHealthy(Upstream upstream) {
            return !open.contains(upstream.name());
        }

        @Override
        public boolean isRolledBack(Alias alias, Canary canary, Upstream upstream) {
            return rolledBack;
        }

        @Override
        public double latency(Upstream upstream) {
            return latencies.getOrDefault(upstream.name(), 0.0);
        }

        @Override
        public boolean isPriced(Upstream upstream) {
            return !unpriced.contains(upstream.name());
        }

        @Override
        public long price(Upstream upstream) {
            return prices.getOrDefault(upstream.name(), 0L);
        }
    }
}
