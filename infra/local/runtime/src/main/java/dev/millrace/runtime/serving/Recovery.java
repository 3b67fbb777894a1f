package dev.millrace.runtime.serving;

import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a service's failures mean for its next start. Its {@link Revision} guards it. */
final class Recovery {

    /** An instance that ends younger than this says something about the next one. */
    private static final Duration YOUTH = Duration.ofSeconds(10);

    private final Clock clock;
    private final Timers timers;
    private Backoff backoff = Backoff.NONE;
    private boolean retryPlanned;
    private @Nullable String lastFailure;

    Recovery(Clock clock, Timers timers) {
        this.clock = clock;
        this.timers = timers;
    }

    void failed(Instance instance, String why) {
        lastFailure = why;
        backoff = provedItself(instance) ? Backoff.NONE : backoff.failed(clock.instant());
    }

    /** Forgets former failures when an instance has been well for long enough. */
    void lookAt(Fleet fleet) {
        if (fleet.all().stream().anyMatch(this::provedItself)) {
            backoff = Backoff.NONE;
            lastFailure = null;
        }
    }

    boolean rests() {
        return backoff.rests(clock.instant());
    }

    /** Runs the action when the rest is over; asking again meanwhile changes nothing. */
    void afterRest(Runnable action) {
        if (!retryPlanned) {
            retryPlanned = true;
            timers.after(Duration.between(clock.instant(), backoff.until()), action);
        }
    }

    /** The rest is over. */
    void awake() {
        retryPlanned = false;
    }

    /** Why the service does not run, null when nothing is known against it. */
    @Nullable
    String lastFailure() {
        return lastFailure;
    }

    private boolean provedItself(Instance instance) {
        return instance.provedItself(clock.instant().minus(YOUTH));
    }
}
