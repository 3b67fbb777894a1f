package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.broker.store.Failure;
import dev.millrace.runtime.broker.store.Parcel;
import dev.millrace.runtime.broker.store.Settlement;
import dev.millrace.runtime.broker.topology.Backoff;
import dev.millrace.runtime.broker.topology.Destination;
import dev.millrace.runtime.broker.topology.Trigger;
import java.time.Duration;

/** The dead letter sink: the last stop, so it is tried without end unless it refuses. */
record SinkStage(Trigger trigger, Destination destination, Replies replies, Backoff backoff) implements Stage {

    @Override
    public DeliveryState serves() {
        return DeliveryState.DEAD_LETTERING;
    }

    @Override
    public Duration timeout() {
        return trigger.delivery().timeout();
    }

    /** The original event with Knative's account of the failure; without an answer there is only the destination. */
    @Override
    public Event outgoing(Parcel parcel) {
        Event event = parcel.stored()
                .event()
                .with("knativeerrordest", trigger.subscriber().url());
        Failure failure = parcel.progress().failure();
        if (failure == null || failure.status() == null) {
            return event;
        }
        event = event.with("knativeerrorcode", failure.status().toString());
        return failure.data() == null ? event : event.with("knativeerrordata", failure.data());
    }

    @Override
    public Settlement judge(Parcel parcel, Attempt attempt) {
        var progress = parcel.progress();
        return switch (attempt.answer()) {
            case Answer.Taken(int status, var reply) -> replies.taken(parcel, status, reply, attempt);
            case Answer.InvalidReply(int status, var why) ->
                Settlement.of(parcel, progress.taken(status, why.reason(), attempt.effort()), attempt.at());
            case Answer.Refused(var why) ->
                Settlement.of(parcel, progress.discarded(inWordsOfTheSink(why), attempt.effort()), attempt.at());
            case Answer.Failed(var why, var ignored) -> {
                var next = attempt.at().plus(backoff.beforeRetry(progress.sinkAttempts() + 1));
                yield Settlement.failed(
                        parcel, progress.retryAt(next, inWordsOfTheSink(why), attempt.effort()), attempt.at());
            }
        };
    }

    private static Failure inWordsOfTheSink(Failure why) {
        return new Failure(why.status(), "dead letter sink: " + why.reason(), why.data());
    }
}
