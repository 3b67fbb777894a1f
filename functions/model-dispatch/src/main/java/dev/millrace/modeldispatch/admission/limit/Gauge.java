package dev.millrace.modeldispatch.admission.limit;

import dev.millrace.contracts.tenant.Limits;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** How much of one set of limits is used. {@link Throttle} guards it. */
final class Gauge {

    private final String name;
    private Limits limits = Limits.NONE;
    private @Nullable Bucket requests;
    private @Nullable Bucket tokens;
    private long atOnce;

    /** @param name whose limits, as the headers say it */
    Gauge(String name) {
        this.name = name;
    }

    /**
     * A limit that a call does not fit into.
     *
     * @param retryAfter null for never
     */
    record Excess(String limit, long most, @Nullable Duration retryAfter) {}

    void pass(Limits current, long now) {
        limits = current;
        requests = passed(requests, current.requestsPerMinute(), now);
        tokens = passed(tokens, current.tokensPerMinute(), now);
    }

    private static @Nullable Bucket passed(@Nullable Bucket bucket, @Nullable Long limit, long now) {
        if (limit == null) {
            return null;
        }
        Bucket passed = bucket == null ? new Bucket(limit, now) : bucket;
        passed.pass(limit, now);
        return passed;
    }

    @Nullable
    Excess excess(long amount) {
        Long concurrency = limits.concurrency();
        if (concurrency != null && atOnce >= concurrency) {
            return new Excess(name + "'s calls at the same time", concurrency, Duration.ofSeconds(1));
        }
        if (requests != null && !requests.has(1)) {
            return new Excess(name + "'s requests per minute", require(limits.requestsPerMinute()), requests.until(1));
        }
        if (tokens != null && !tokens.has(amount)) {
            long most = require(limits.tokensPerMinute());
            return new Excess(name + "'s tokens per minute", most, amount > most ? null : tokens.until(amount));
        }
        return null;
    }

    private static long require(@Nullable Long limit) {
        return limit == null ? Long.MAX_VALUE : limit;
    }

    void take(long amount) {
        atOnce++;
        if (requests != null) {
            requests.take(1);
        }
        if (tokens != null) {
            tokens.take(amount);
        }
    }

    /**
     * The end of a call.
     *
     * @param called how many requests it was after all
     * @param correction of the tokens that were taken for it
     */
    void end(int called, long correction) {
        atOnce--;
        if (requests != null) {
            requests.take(called - 1L);
        }
        if (tokens != null) {
            tokens.take(correction);
        }
    }

    boolean isUnlimited() {
        return limits.equals(Limits.NONE);
    }

    /** Items of the headers {@code RateLimit-Policy} and {@code RateLimit}. */
    void describe(List<String> policies, List<String> states) {
        describe(requests, limits.requestsPerMinute(), "requests", item(policies, states));
        describe(tokens, limits.tokensPerMinute(), "tokens", item(policies, states));
        Long concurrency = limits.concurrency();
        if (concurrency != null) {
            String policy = '"' + name + "-concurrency\"";
            policies.add(policy + ";q=" + concurrency + ";qu=\"concurrent-requests\"");
            states.add(policy + ";r=" + Math.max(0, concurrency - atOnce));
        }
    }

    private BiConsumer<String, String> item(List<String> policies, List<String> states) {
        return (policy, state) -> {
            policies.add(policy);
            states.add(state);
        };
    }

    private void describe(@Nullable Bucket bucket, @Nullable Long limit, String unit, BiConsumer<String, String> item) {
        if (bucket != null && limit != null) {
            String policy = '"' + name + '-' + unit + '"';
            String counted = unit.equals("requests") ? "" : ";qu=\"" + unit + '"';
            item.accept(
                    policy + ";q=" + limit + ";w=60" + counted,
                    policy + ";r=" + bucket.left() + ";t=" + seconds(bucket.until(limit)));
        }
    }

    /** Rounded up. */
    static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
