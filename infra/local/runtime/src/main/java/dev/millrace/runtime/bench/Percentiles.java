package dev.millrace.runtime.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times in milliseconds, with their spread. */
public record Percentiles(int count, double min, double p50, double p95, double p99, double max) {

    /** @param nanos in any order, at least one */
    public static Percentiles of(long[] nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("there is nothing to measure");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length,
                millis(sorted[0]),
                at(sorted, 0.50),
                at(sorted, 0.95),
                at(sorted, 0.99),
                millis(sorted[sorted.length - 1]));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p95 %.1f, p99 %.1f, min %.1f, max %.1f (n=%d)",
                p50,
                p95,
                p99,
                min,
                max,
                count);
    }

    private static double at(long[] sorted, double share) {
        return millis(sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))]);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
