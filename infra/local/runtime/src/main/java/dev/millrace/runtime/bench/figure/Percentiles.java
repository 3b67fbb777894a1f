package dev.millrace.runtime.bench.figure;

import java.util.Arrays;

/** Samples of one unit, with their spread. */
public record Percentiles(int count, double min, double p50, double p95, double p99, double max) {

    private static final double NANOS_PER_MILLI = 1e6;

    /** @param samples in any order, at least one */
    public static Percentiles of(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException("there is nothing to measure");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Percentiles(
                sorted.length,
                sorted[0],
                at(sorted, 0.50),
                at(sorted, 0.95),
                at(sorted, 0.99),
                sorted[sorted.length - 1]);
    }

    /**
     * Times in milliseconds.
     *
     * @param nanos in any order, at least one
     */
    public static Percentiles ofNanos(long... nanos) {
        return of(
                Arrays.stream(nanos).mapToDouble(each -> each / NANOS_PER_MILLI).toArray());
    }

    private static double at(double[] sorted, double share) {
        return sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }
}
