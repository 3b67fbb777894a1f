package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.Failure;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Progress;
import dev.millrace.runtime.broker.store.Settlement;
import dev.millrace.runtime.broker.topology.Destination;
import dev.millrace.runtime.broker.topology.Trigger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber: retried as the Trigger says, then given up.
 *
 * @param longestRetryAfter how far a subscriber's Retry-After is followed
 */
record SubscriberStage(Trigger trigger, Replies replies, Duration longestRetryAfter) implements Stage {

    @Override
    public DeliveryState serves() {
        return DeliveryState.PENDING;
    }

    @Override
    public Destination destination() {
        return trigger.subscriber();
    }

    @Override
    public Duration timeout() {
        return trigger.delivery().timeout();
    }

    @Override
    public Event outgoing(Parcel parcel) {
        return parcel.stored().event();
    }

    @Override
    public Settlement judge(Parcel parcel, Attempt attempt) {
        return switch (attempt.answer()) {
            case Answer.Taken(int status, var reply) -> replies.taken(parcel, status, reply, attempt);
            case Answer.InvalidReply(int status, var why) ->
                Settlement.of(parcel, givenUp(parcel, why, attempt), attempt.at());
            case Answer.Refused(var why) -> Settlement.of(parcel, givenUp(parcel, why, attempt), attempt.at());
            case Answer.Failed(var why, var retryAfter) ->
                Settlement.failed(parcel, retriedOrGivenUp(parcel, why, retryAfter, attempt), attempt.at());
        };
    }

    private Progress retriedOrGivenUp(Parcel parcel, Failure why, @Nullable Duration retryAfter, Attempt attempt) {
        int retry = parcel.progress().attempts() + 1;
        if (retry > trigger.delivery().retries()) {
            return givenUp(parcel, why, attempt);
        }
        Duration wait = trigger.delivery().backoff().beforeRetry(retry);
        if (retryAfter != null) {
            Duration asked = retryAfter.compareTo(longestRetryAfter) > 0 ? longestRetryAfter : retryAfter;
            wait = asked.compareTo(wait) > 0 ? asked : wait;
        }
        return parcel.progress().retryAt(attempt.at().plus(wait), why, attempt.effort());
    }

    private Progress givenUp(Parcel parcel, Failure why, Attempt attempt) {
        return trigger.delivery().deadLetterSink() == null
                ? parcel.progress().discarded(why, attempt.effort())
                : parcel.progress().condemned(attempt.at(), why, attempt.effort());
    }
}
