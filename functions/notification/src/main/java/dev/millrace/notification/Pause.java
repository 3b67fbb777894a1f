package dev.millrace.notification;

import dev.millrace.contracts.directory.NotificationPolicy;
import dev.millrace.contracts.events.NotificationEvent.HoldReason;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why and until when something is not told yet. */
record Pause(HoldReason reason, Instant until) {

    /** The severity p1 never waits; p3 is collected; everything else waits for the end of quiet hours. */
    static Optional<Pause> of(NotificationPolicy policy, Severity severity, Instant now) {
        return switch (severity) {
            case P1 -> Optional.empty();
            case P2 -> quiet(policy, now);
            case P3 ->
                policy.digest() == null
                        ? quiet(policy, now)
                        : Optional.of(new Pause(HoldReason.DIGEST, awake(policy, end(policy.digest(), now))));
        };
    }

    private static Optional<Pause> quiet(NotificationPolicy policy, Instant now) {
        return policy.quietHours() == null
                ? Optional.empty()
                : policy.quietHours().end(now, policy.zone()).map(end -> new Pause(HoldReason.QUIET_HOURS, end));
    }

    private static Instant awake(NotificationPolicy policy, Instant time) {
        return quiet(policy, time).map(Pause::until).orElse(time);
    }

    /** Windows lie side by side from the epoch on, so that everything in one of them waits for the same moment. */
    private static Instant end(Duration window, Instant now) {
        long seconds = window.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), seconds) + 1) * seconds);
    }
}
