package dev.millrace.modeldispatch.health;

import java.util.Arrays;

/** What the last calls were like. Thread-safe. */
final class Figures {

    private static final int KEPT = 256;
    private static final int RANKED_EVERY = 16;

    private final long[] millis = new long[KEPT];
    private long succeeded;
    private long failed;
    private long nanos;
    private double rank;
    private boolean ranked;

    /** @param elapsed milliseconds until the answer began, or was there whole */
    synchronized void succeeded(long elapsed) {
        millis[(int) (succeeded % KEPT)] = elapsed;
        succeeded++;
        ranked &= succeeded % RANKED_EVERY != 0;
    }

    synchronized void failed() {
        failed++;
    }

    /** @param cost nanos of one call */
    synchronized void cost(long cost) {
        nanos += cost;
    }

    synchronized long samples() {
        return succeeded + failed;
    }

    synchronized double errorRate() {
        return samples() == 0 ? 0 : (double) failed / samples();
    }

    synchronized double meanCost() {
        return succeeded == 0 ? 0 : (double) nanos / succeeded;
    }

    /** The 95th percentile of the last calls; 0 while there are none. Ranked anew with every few of them. */
    synchronized double latency() {
        if (!ranked) {
            long[] sorted = Arrays.copyOf(millis, (int) Math.min(succeeded, KEPT));
            Arrays.sort(sorted);
            rank = sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
            ranked = succeeded >= RANKED_EVERY;
        }
        return rank;
    }
}
