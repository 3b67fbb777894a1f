package dev.millrace.modeldispatch.admission.limit;

import java.time.Duration;

/** A token bucket that holds what may be taken in a minute and fills evenly. Not thread-safe. */
final class Bucket {

    private static final double NANOS_PER_MINUTE = Duration.ofMinutes(1).toNanos();

    private long perMinute;
    private double level;
    private long at;

    Bucket(long perMinute, long now) {
        this.perMinute = perMinute;
        this.level = (double) perMinute;
        this.at = now;
    }

    /** Follows the clock and the registry. */
    void pass(long limit, long now) {
        level = Math.min((double) limit, level + (now - at) * (perMinute / NANOS_PER_MINUTE));
        perMinute = limit;
        at = now;
    }

    boolean has(long amount) {
        return amount <= level;
    }

    void take(long amount) {
        level -= amount;
    }

    /** Whole units that may be taken now. */
    long left() {
        return (long) Math.max(0, Math.floor(level));
    }

    /** When an amount of at most a minute's is there. */
    Duration until(long amount) {
        double missing = Math.max(0, amount - level);
        return Duration.ofNanos((long) Math.ceil(missing / perMinute * NANOS_PER_MINUTE));
    }
}
