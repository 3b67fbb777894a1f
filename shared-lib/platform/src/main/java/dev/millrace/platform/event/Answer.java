package dev.millrace.platform.event;

import dev.millrace.contracts.Event;
import dev.millrace.platform.problem.Problem;
import io.cloudevents.CloudEvent;

/** What a function tells the broker about a delivery. A business "no" is a {@link Reply}, not a {@link Refused}. */
public sealed interface Answer {

    /** Done, nothing to add. */
    record Done() implements Answer {}

    /** Done, and this follows from it. The event's data is a payload or raw JSON bytes. */
    record Reply(Event<?> event) implements Answer {}

    /** Done, and this event goes on as it is: with all its attributes, and its data byte for byte. */
    record Forward(CloudEvent event) implements Answer {}

    /** Not done; the problem's status says whether the broker comes again. */
    record Refused(Problem problem) implements Answer {}

    static Answer done() {
        return new Done();
    }
}
