package dev.millrace.runtime.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.price.PriceBook;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what functions told of the time that they spent for a ticket. */
final class UsageTally {

    private final String ticket;
    private final @Nullable PriceBook prices;

    UsageTally(String ticket, @Nullable PriceBook prices) {
        this.ticket = ticket;
        this.prices = prices;
    }

    List<Usage> of(List<Told> events) {
        Map<String, Map<String, Long>> nanos = new TreeMap<>();
        Map<String, Instant> latest = new HashMap<>();
        // The broker keeps an event as often as it is told; usage counts once.
        Set<String> counted = new HashSet<>();
        for (Told told : events) {
            if (told.type().equals("usage.recorded") && counted.add(told.id())) {
                String function = told.at("/function").asText();
                for (JsonNode line : told.at("/lines")) {
                    if (line.path("correlationId").asText().equals(ticket)) {
                        nanos.computeIfAbsent(function, name -> new HashMap<>())
                                .merge(
                                        line.path("kind").asText(),
                                        line.path("nanos").asLong(),
                                        Long::sum);
                        latest.put(function, told.acceptedAt());
                    }
                }
            }
        }
        return nanos.entrySet().stream()
                .map(entry ->
                        usage(entry.getKey(), entry.getValue(), latest.getOrDefault(entry.getKey(), Instant.EPOCH)))
                .sorted(Comparator.comparing(
                                (Usage usage) -> usage.busy().plus(usage.idle()).plus(usage.coldStart()))
                        .reversed())
                .toList();
    }

    private Usage usage(String function, Map<String, Long> nanos, Instant at) {
        long all = nanos.values().stream().mapToLong(Long::longValue).sum();
        return new Usage(
                function,
                Duration.ofNanos(nanos.getOrDefault("busy", 0L)),
                Duration.ofNanos(nanos.getOrDefault("idle", 0L)),
                Duration.ofNanos(nanos.getOrDefault("cold-start", 0L)),
                cost(prices, at, all));
    }

    /** What time of a function costs; null when it has no price. */
    static @Nullable Money cost(@Nullable PriceBook prices, Instant at, long nanos) {
        if (prices == null) {
            return null;
        }
        return prices.compute().stream()
                .filter(price -> price.valid().covers(at))
                .findFirst()
                .map(price -> prices.amount(price.cost(nanos)))
                .orElse(null);
    }
}
