package dev.millrace.runtime.broker.dispatch;

import java.time.Clock;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Latencies of about the last minute, two significant digits. Not thread-safe. */
final class RecentLatency {

    private static final long SLICE_SECONDS = 10;
    private static final int SLICES = 6;

    private final Clock clock;
    private final Histogram[] slices = new Histogram[SLICES];
    private long newest = Long.MIN_VALUE;

    RecentLatency(Clock clock) {
        this.clock = clock;
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new Histogram(2);
        }
    }

    void record(Duration latency) {
        turn();
        slices[index(newest)].recordValue(Math.max(0, latency.toNanos() / 1000));
    }

    /** The latency that this share of the deliveries kept; zero when there were none. */
    Duration percentile(double percentile) {
        turn();
        var all = new Histogram(2);
        for (Histogram slice : slices) {
            all.add(slice);
        }
        return Duration.ofNanos(all.getValueAtPercentile(percentile) * 1000);
    }

    private void turn() {
        long now = clock.instant().getEpochSecond() / SLICE_SECONDS;
        long oldest = Math.max(newest + 1, now - SLICES + 1);
        for (long slice = oldest; slice <= now; slice++) {
            slices[index(slice)].reset();
        }
        newest = Math.max(newest, now);
    }

    private static int index(long slice) {
        return Math.floorMod(slice, SLICES);
    }
}
