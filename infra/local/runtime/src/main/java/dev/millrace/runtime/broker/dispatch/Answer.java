package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.runtime.broker.store.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a destination made of an event. */
sealed interface Answer {

    /** 2xx. */
    record Taken(int status, @Nullable Event reply) implements Answer {}

    /** 2xx with a body that is no CloudEvent. */
    record InvalidReply(int status, Failure why) implements Answer {}

    /** An error that a retry would only repeat. */
    record Refused(Failure why) implements Answer {}

    /** An error that may pass, or no answer at all. */
    record Failed(Failure why, @Nullable Duration retryAfter) implements Answer {}
}
