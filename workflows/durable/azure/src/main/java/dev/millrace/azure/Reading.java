package dev.millrace.azure;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;

/** What came of reading a request as an event. */
sealed interface Reading {

    record Understood(Event<Payload> event) implements Reading {}

    record Refused(Answer.Refused answer) implements Reading {}
}
