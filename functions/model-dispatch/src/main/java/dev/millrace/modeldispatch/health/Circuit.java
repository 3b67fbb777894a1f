package dev.millrace.modeldispatch.health;

import java.time.Duration;
import java.time.Instant;

/** Whether an upstream is worth asking. Its methods are the legal moves. */
public sealed interface Circuit {

    static Circuit untroubled() {
        return new Closed(0);
    }

    /** Everybody may ask. */
    record Closed(int failures) implements Circuit {}

    /** Nobody may ask before then. */
    record Open(Instant until) implements Circuit {}

    /** One call finds out; when it never comes back, another one may after then. */
    record HalfOpen(Instant until) implements Circuit {}

    /**
     * When it opens, and for how long.
     *
     * @param failures in a row
     */
    record Rule(int failures, Duration pause) {}

    default boolean permits(Instant now) {
        return switch (this) {
            case Closed closed -> true;
            case Open open -> !now.isBefore(open.until());
            case HalfOpen probing -> !now.isBefore(probing.until());
        };
    }

    /** A call begins that {@link #permits} allowed. */
    default Circuit begun(Instant now, Rule rule) {
        return switch (this) {
            case Closed closed -> closed;
            case Open open -> new HalfOpen(now.plus(rule.pause()));
            case HalfOpen probing -> new HalfOpen(now.plus(rule.pause()));
        };
    }

    default Circuit succeeded() {
        return untroubled();
    }

    default Circuit failed(Instant now, Rule rule) {
        return switch (this) {
            case Closed closed when closed.failures() + 1 < rule.failures() -> new Closed(closed.failures() + 1);
            case Closed closed -> new Open(now.plus(rule.pause()));
            case Open open -> open;
            case HalfOpen probing -> new Open(now.plus(rule.pause()));
        };
    }
}
