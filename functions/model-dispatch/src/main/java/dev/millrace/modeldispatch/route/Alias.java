package dev.millrace.modeldispatch.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A name that callers use for a model.
 *
 * @param weights among whom calls are shared out; each one also stands in for the others
 * @param fallbacks who is asked, in this order, when nobody of these answers
 * @param latencyBudget models whose 95th percentile is above it come last; null for no budget
 * @param maxOutputTokens of an answer when the request does not say
 * @param timeout of the whole call, fallbacks included
 * @param hedge how long the first model may take to begin before the next one is asked as well; null for never
 */
public record Alias(
        String name,
        Kind kind,
        Strategy strategy,
        List<Weighted> weights,
        List<String> fallbacks,
        @Nullable Canary canary,
        @Nullable Duration latencyBudget,
        long maxOutputTokens,
        Duration timeout,
        @Nullable Duration hedge) {

    private static final long USUAL_OUTPUT = 4096;
    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(3);

    public Alias {
        if (name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")) {
            throw new IllegalArgumentException(
                    "an alias has a name like 'default' or 'team/fast', unlike '" + name + "'");
        }
        kind = kind == null ? Kind.CHAT : kind;
        strategy = strategy == null ? Strategy.WEIGHTED : strategy;
        weights = weights == null ? List.of() : List.copyOf(weights);
        fallbacks = fallbacks == null ? List.of() : List.copyOf(fallbacks);
        maxOutputTokens = maxOutputTokens == 0 ? USUAL_OUTPUT : maxOutputTokens;
        timeout = timeout == null ? USUAL_TIMEOUT : timeout;
        if (weights.stream().mapToLong(Weighted::weight).sum() <= 0) {
            throw new IllegalArgumentException("alias '" + name + "' needs weights with a sum above 0");
        }
        if (maxOutputTokens < 0) {
            throw new IllegalArgumentException("alias '" + name + "' needs maxOutputTokens above 0");
        }
        requirePositive(name, "timeout", timeout);
        requirePositive(name, "latencyBudget", latencyBudget);
        requirePositive(name, "hedge", hedge);
    }

    /** Everybody who may answer. */
    public List<String> upstreams() {
        Stream<String> tried = canary == null ? Stream.empty() : Stream.of(canary.upstream());
        return Stream.concat(Stream.concat(weights.stream().map(Weighted::upstream), tried), fallbacks.stream())
                .distinct()
                .toList();
    }

    private static void requirePositive(String name, String field, @Nullable Duration duration) {
        if (duration != null && !duration.isPositive()) {
            throw new IllegalArgumentException(
                    "alias '" + name + "' needs a " + field + " such as PT30S, unlike " + duration);
        }
    }

    /** @param weight calls in proportion to the sum of all */
    public record Weighted(String upstream, int weight) {

        public Weighted {
            if (upstream == null || weight < 0) {
                throw new IllegalArgumentException("a weight needs an upstream and a number that is not below 0");
            }
        }
    }

    /** What may be asked of the models behind it. */
    public enum Kind {
        @JsonProperty("chat")
        CHAT,
        @JsonProperty("embedding")
        EMBEDDING,
        @JsonProperty("moderation")
        MODERATION;

        boolean serves(Operation operation) {
            return this
                    == switch (operation) {
                        case CHAT, RESPONSES -> CHAT;
                        case EMBEDDINGS -> EMBEDDING;
                        case MODERATIONS -> MODERATION;
                    };
        }
    }

    /** Who of several is asked first. */
    public enum Strategy {
        @JsonProperty("weighted")
        WEIGHTED,
        /** The lowest price of output. */
        @JsonProperty("cheapest")
        CHEAPEST,
        /** The lowest 95th percentile of this replica's calls. */
        @JsonProperty("fastest")
        FASTEST
    }
}
