package dev.millrace.runtime.connect;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to look again. */
record Pace(Duration interval, RandomGenerator random) {

    private static final Duration LONGEST_FOR_A_HOST = Duration.ofMinutes(5);
    private static final Duration FIRST_FOR_THE_PLATFORM = Duration.ofMillis(500);
    private static final Duration LONGEST_FOR_THE_PLATFORM = Duration.ofSeconds(15);
    private static final int MOST_DOUBLINGS = 12;

    /** @param failures in a row, from 1 */
    Duration after(Optional<Round> trouble, int failures) {
        if (trouble.isEmpty()) {
            return jittered(interval);
        }
        return switch (trouble.get()) {
            case Round.Limited limited -> told(longer(limited.pause(), interval));
            case Round.Failed failed
            when failed.isOfProject() -> jittered(doubled(interval, failures, longer(interval, LONGEST_FOR_A_HOST)));
            default -> platform(failures);
        };
    }

    /** For somebody who waits for the end. */
    Duration soonAfter(Round trouble, int failures) {
        return trouble instanceof Round.Limited limited ? told(limited.pause()) : platform(failures);
    }

    private Duration platform(int failures) {
        return jittered(doubled(FIRST_FOR_THE_PLATFORM, failures - 1, LONGEST_FOR_THE_PLATFORM));
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration wait = first.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Up to a tenth more or less, so that many pollers do not come at once. */
    private Duration jittered(Duration around) {
        long tenth = around.toMillis() / 10;
        return around.plusMillis(random.nextLong(-tenth, tenth + 1));
    }

    /** Never earlier than the host said. */
    private Duration told(Duration least) {
        return least.plusMillis(random.nextLong(least.toMillis() / 10 + 1));
    }
}
