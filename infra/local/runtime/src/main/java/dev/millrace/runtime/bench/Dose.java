package dev.millrace.runtime.bench;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds how often each figure is taken, where it is taken in rounds
 * @param span how long clients send in one round
 * @param warmUp how long they send before the first
 * @param workflows that one round starts at once
 * @param hookRates hooks in a second that are sustained, one after the other
 * @param everyFunction whether the start of each function is measured, and not that of the first in line alone
 */
public record Dose(
        int rounds, Duration span, Duration warmUp, int workflows, List<Integer> hookRates, boolean everyFunction) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Instances that are asked past the gateway would count as idle, and stop, after a minute. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final int MOST_ROUNDS = 1_000;

    public Dose {
        hookRates = List.copyOf(hookRates);
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "There are 1 to " + MOST_ROUNDS + " rounds to choose from, not " + rounds + ".");
        }
        if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A round takes " + SHORTEST.toSeconds() + " to " + LONGEST.toSeconds()
                    + " seconds, not " + span.toSeconds() + ".");
        }
    }

    /** Enough for figures that can be compared. */
    public static Dose standard() {
        return new Dose(3, Duration.ofSeconds(4), Duration.ofSeconds(10), 1_000, List.of(100, 250, 500), true);
    }

    /** Enough to see that everything can be measured. */
    public static Dose quick() {
        return new Dose(1, Duration.ofSeconds(1), Duration.ofSeconds(2), 100, List.of(100), false);
    }

    public Dose withRounds(int others) {
        return new Dose(others, span, warmUp, workflows, hookRates, everyFunction);
    }

    public Dose withSpan(Duration other) {
        return new Dose(rounds, other, warmUp, workflows, hookRates, everyFunction);
    }
}
