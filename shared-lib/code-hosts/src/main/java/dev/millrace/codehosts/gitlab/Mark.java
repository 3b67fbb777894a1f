package dev.millrace.codehosts.gitlab;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a list was read. What is saved shows up a little later than its own time says, so the last seconds are read
 * again each time, and what was told of them is remembered.
 *
 * @param at time of the newest item read
 * @param drained the same when the list was last read to its end
 * @param told the changes since {@link #from}
 */
record Mark(Instant at, Instant drained, Set<String> told) {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    Mark {
        told = Set.copyOf(told);
    }

    static Mark at(Instant instant) {
        return new Mark(instant, instant, Set.of());
    }

    /** From where the list is to be read. */
    Instant from() {
        return before(at);
    }

    /** Whether what happened then may be untold yet. */
    boolean covers(Instant instant) {
        return !instant.isBefore(before(drained));
    }

    /**
     * @param more changes told since
     * @param end whether the list was read to its end
     */
    Mark after(Instant newest, Collection<String> more, boolean end) {
        Instant now = newest.isAfter(at) ? newest : at;
        var next = new Mark(now, end ? now : drained, Set.of());
        var all = new TreeSet<>(told);
        all.addAll(more);
        all.removeIf(change -> !next.covers(News.time(change)));
        return new Mark(next.at, next.drained, all);
    }

    private static Instant before(Instant instant) {
        Instant earlier = instant.minus(AGAIN);
        return earlier.isBefore(Instant.EPOCH) ? Instant.EPOCH : earlier;
    }
}
