package dev.millrace.deadletter;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Whether a dead letter may be delivered again without a second thought. */
@Singleton
public class ReplayRule {

    /** Functions remember for 45 days what they did; the last day is for the retries of the replay. */
    private static final Duration REMEMBERED = Duration.ofDays(44);

    private final CommandFailure failures;
    private final Clock clock;

    ReplayRule(CommandFailure failures, Clock clock) {
        this.failures = failures;
        this.clock = clock;
    }

    /** The rule's answer. */
    public sealed interface Verdict {

        record Safe() implements Verdict {}

        /**
         * It may do harm.
         *
         * @param why a sentence for the person who asked
         */
        record NeedsForce(String why) implements Verdict {}
    }

    public Verdict judge(DeadLetter letter) {
        if (letter.instanceId() != null && failures.failedHandler(letter).isPresent()) {
            return new Verdict.NeedsForce("The workflow " + letter.instanceId()
                    + " was told that this command failed and may have gone another way since."
                    + " Look at it first, then replay with \"force\": true.");
        }
        if (letter.firstSeen().plus(REMEMBERED).isBefore(clock.instant())) {
            return new Verdict.NeedsForce("This event is so old that functions which took it may have forgotten it and"
                    + " would act on it again. Replay with \"force\": true if that does no harm.");
        }
        return new Verdict.Safe();
    }
}
