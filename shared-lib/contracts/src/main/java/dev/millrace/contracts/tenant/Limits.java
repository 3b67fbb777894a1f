package dev.millrace.contracts.tenant;

import org.jspecify.annotations.Nullable;

/**
 * How much at once; null is no limit.
 *
 * @param requestsPerMinute calls of models
 * @param tokensPerMinute input and output together
 * @param concurrency calls at the same time
 */
public record Limits(
        @Nullable Long requestsPerMinute,
        @Nullable Long tokensPerMinute,
        @Nullable Long concurrency) {

    public static final Limits NONE = new Limits(null, null, null);

    public Limits {
        requirePositive("requestsPerMinute", requestsPerMinute);
        requirePositive("tokensPerMinute", tokensPerMinute);
        requirePositive("concurrency", concurrency);
    }

    private static void requirePositive(String name, @Nullable Long limit) {
        if (limit != null && limit <= 0) {
            throw new IllegalArgumentException(name + " must be above 0, unlike " + limit);
        }
    }
}
