package dev.millrace.modeldispatch.health;

import dev.millrace.modeldispatch.route.Canary;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A canary and what it is compared with. Once it has ended it stays so. Thread-safe. */
final class Trial {

    private final Canary canary;
    private final Figures own = new Figures();
    private final Figures others = new Figures();
    private volatile boolean ended;

    Trial(Canary canary) {
        this.canary = canary;
    }

    boolean isOf(Canary other) {
        return canary.equals(other);
    }

    Figures figures(String upstream) {
        return upstream.equals(canary.upstream()) ? own : others;
    }

    boolean hasEnded() {
        return ended;
    }

    /** @return why it ends now; empty when it goes on, or had ended before */
    Optional<String> judge() {
        if (ended || own.samples() < canary.minSamples()) {
            return Optional.empty();
        }
        String fault = fault();
        ended = fault != null;
        return Optional.ofNullable(fault);
    }

    private @Nullable String fault() {
        if (own.errorRate() > canary.maxErrorRate()) {
            return said(
                    String.format(Locale.ROOT, "error rate %.3f above %.3f", own.errorRate(), canary.maxErrorRate()));
        }
        if (canary.maxLatency() != null && own.latency() > canary.maxLatency().toMillis()) {
            return said(String.format(
                    Locale.ROOT,
                    "95th percentile %.0f ms above %d ms",
                    own.latency(),
                    canary.maxLatency().toMillis()));
        }
        boolean comparable = others.samples() >= canary.minSamples() && others.meanCost() > 0;
        if (canary.maxCostRatio() != null && comparable && own.meanCost() / others.meanCost() > canary.maxCostRatio()) {
            return said(String.format(
                    Locale.ROOT,
                    "cost ratio %.2f above %.2f",
                    own.meanCost() / others.meanCost(),
                    canary.maxCostRatio()));
        }
        return null;
    }

    private String said(String figures) {
        return figures + " after " + own.samples() + " calls";
    }
}
