package dev.millrace.runtime.serving;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** Counts the requests of one service since the runtime started, and how long they took. Its {@link Revision} guards it. */
final class Requests {

    private final Histogram micros = new Histogram(2);
    private long begun;
    private long failed;
    private long cold;
    private Duration busy = Duration.ZERO;

    void begin(boolean waitedForStart) {
        begun++;
        cold += waitedForStart ? 1 : 0;
    }

    void end(Duration took, boolean badly) {
        failed += badly ? 1 : 0;
        busy = busy.plus(took);
        micros.recordValue(took.toNanos() / 1_000);
    }

    RequestCounts counts() {
        return new RequestCounts(begun, failed, cold, busy, percentile(50), percentile(99));
    }

    private Duration percentile(double percent) {
        return Duration.ofNanos(micros.getValueAtPercentile(percent) * 1_000);
    }
}
