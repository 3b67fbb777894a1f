package dev.millrace.notification.delivery;

import dev.millrace.contracts.events.NotificationEvent.MissReason;

/** What became of a letter. */
public sealed interface Outcome {

    /** The far side has it. */
    record Sent() implements Outcome {}

    /** It will not be had, however often it is tried. */
    record Refused(MissReason reason, String detail) implements Outcome {}

    /** It may well be had later. */
    record Postponed(String detail) implements Outcome {}
}
