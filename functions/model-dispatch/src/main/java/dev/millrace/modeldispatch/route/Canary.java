package dev.millrace.modeldispatch.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A model on trial. It is taken back for good, until this entry changes, when one of the bounds is passed.
 *
 * @param percent of the calls
 * @param minSamples calls before the first judgement
 * @param maxErrorRate between 0 and 1
 * @param maxLatency of the 95th percentile; null for any
 * @param maxCostRatio of the mean cost of a call to that of the others; null for any
 * @param minGoldenScore of the upstream's {@code goldenScore}; null for any
 */
public record Canary(
        String upstream,
        double percent,
        int minSamples,
        double maxErrorRate,
        @Nullable Duration maxLatency,
        @Nullable Double maxCostRatio,
        @Nullable Double minGoldenScore) {

    private static final int USUAL_SAMPLES = 50;
    private static final double USUAL_ERROR_RATE = 0.05;

    public Canary {
        minSamples = minSamples == 0 ? USUAL_SAMPLES : minSamples;
        maxErrorRate = maxErrorRate == 0 ? USUAL_ERROR_RATE : maxErrorRate;
        if (upstream == null) {
            throw new IllegalArgumentException("a canary needs an upstream");
        }
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a canary needs a percent above 0 and up to 100, unlike " + percent);
        }
        if (minSamples < 1 || !(maxErrorRate > 0 && maxErrorRate <= 1)) {
            throw new IllegalArgumentException(
                    "a canary needs minSamples of at least 1 and maxErrorRate above 0 and up to 1");
        }
    }
}
