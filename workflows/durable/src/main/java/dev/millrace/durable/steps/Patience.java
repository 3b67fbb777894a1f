package dev.millrace.durable.steps;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;

/**
 * How long a workflow waits before it takes silence for an unknown outcome.
 *
 * @param reply for an answer of a function. Longer than the broker takes to give a delivery up, so that a dead letter
 *     usually says it first
 * @param build for the end of a build
 * @param poll between two questions after a build, in case its host's hook got lost
 * @param docs for the documentation that follows a merge
 */
public record Patience(Duration reply, Duration build, Duration poll, Duration docs) {

    public static final Patience DEFAULT =
            new Patience(Duration.ofMinutes(30), Duration.ofHours(3), Duration.ofMinutes(10), Duration.ofHours(1));

    // The null checks are for JSON, which knows no defaults.
    public Patience {
        reply = positive(requireNonNullElse(reply, Duration.ofMinutes(30)));
        build = positive(requireNonNullElse(build, Duration.ofHours(3)));
        poll = positive(requireNonNullElse(poll, Duration.ofMinutes(10)));
        docs = positive(requireNonNullElse(docs, Duration.ofHours(1)));
        if (build.dividedBy(poll) > 1000) {
            throw new IllegalArgumentException("poll is at least a thousandth of " + build + ", unlike " + poll);
        }
    }

    private static Duration positive(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("patience is longer than no time, unlike " + duration);
        }
        return duration;
    }
}
