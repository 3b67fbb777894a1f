package dev.millrace.modeldispatch.admission.limit;

import dev.millrace.contracts.tenant.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the calls of one tenant within its own limits and those of each key. Every replica counts for itself, so as many
 * replicas admit as many times the limit. Tokens are taken at the worst case and corrected when the call ends.
 * Thread-safe.
 */
public final class Throttle {

    private final LongSupplier nanoTime;
    private final Gauge tenant = new Gauge("tenant");
    private final Map<String, Gauge> keys = new HashMap<>();

    /** @param nanoTime a clock that never goes back */
    public Throttle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What became of a call at the limits. */
    public sealed interface Passage {

        /** To be ended once. */
        record Open(List<Gauge> gauges, long tokens) implements Passage {}

        /** @param retryAfter null when the call never fits */
        record Shut(String sentence, @Nullable Duration retryAfter, Map<String, String> headers) implements Passage {}
    }

    /**
     * @param key name of the caller's; null for none
     * @param tokens that the call can use at most
     */
    public synchronized Passage enter(Limits ofTenant, @Nullable String key, Limits ofKey, long tokens) {
        long now = nanoTime.getAsLong();
        List<Gauge> gauges = new ArrayList<>(2);
        tenant.pass(ofTenant, now);
        gauges.add(tenant);
        if (key != null) {
            Gauge gauge = keys.computeIfAbsent(key, unseen -> new Gauge("key"));
            gauge.pass(ofKey, now);
            gauges.add(gauge);
        }
        for (Gauge gauge : gauges) {
            Gauge.Excess excess = gauge.excess(tokens);
            if (excess != null) {
                return shut(excess, tokens, gauges);
            }
        }
        gauges.forEach(gauge -> gauge.take(tokens));
        return new Passage.Open(gauges, tokens);
    }

    /** The call has used so many tokens. */
    public synchronized void settle(Passage.Open open, long tokens) {
        open.gauges().forEach(gauge -> gauge.end(1, tokens - open.tokens()));
    }

    /** The call was not made. */
    public synchronized void release(Passage.Open open) {
        open.gauges().forEach(gauge -> gauge.end(0, -open.tokens()));
    }

    /** What is left, in the form of draft-ietf-httpapi-ratelimit-headers-10; empty without limits. */
    public synchronized Map<String, String> headers(Passage.Open open) {
        return describe(open.gauges());
    }

    private static Map<String, String> describe(List<Gauge> gauges) {
        if (gauges.stream().allMatch(Gauge::isUnlimited)) {
            return Map.of();
        }
        List<String> policies = new ArrayList<>();
        List<String> states = new ArrayList<>();
        gauges.forEach(gauge -> gauge.describe(policies, states));
        return Map.of("RateLimit-Policy", String.join(", ", policies), "RateLimit", String.join(", ", states));
    }

    private static Passage.Shut shut(Gauge.Excess excess, long tokens, List<Gauge> gauges) {
        Duration wait = excess.retryAfter();
        Map<String, String> headers = new HashMap<>(describe(gauges));
        if (wait == null) {
            return new Passage.Shut(
                    "The call may use " + tokens + " tokens, more than the " + excess.limit() + " (" + excess.most()
                            + ") will ever allow. Send less, or lower max_tokens.",
                    null,
                    Map.copyOf(headers));
        }
        long seconds = Math.max(1, Gauge.seconds(wait));
        headers.put("Retry-After", Long.toString(seconds));
        return new Passage.Shut(
                "The limit of the " + excess.limit() + " (" + excess.most() + ") is reached. Try again in " + seconds
                        + " s.",
                wait,
                Map.copyOf(headers));
    }
}
