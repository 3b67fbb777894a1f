package dev.millrace.platform.once;

import dev.millrace.contracts.Digest;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import io.cloudevents.CloudEvent;
import java.util.Optional;

/** What an attempt to claim an event found. */
sealed interface Attempt {

    record Claimed(Claim claim) implements Attempt {}

    /**
     * The event is known.
     *
     * @param settled false while another delivery holds the claim
     */
    record Past(Digest digest, boolean settled, Optional<CloudEvent> reply) implements Attempt {

        Answer answer(Delivery<?> delivery) {
            if (!digest.equals(delivery.digest())) {
                return Once.otherContent();
            }
            if (!settled) {
                return Once.claimed();
            }
            return reply.<Answer>map(Answer.Forward::new).orElseGet(Answer::done);
        }
    }
}
