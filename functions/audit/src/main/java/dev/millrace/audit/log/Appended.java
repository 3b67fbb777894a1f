package dev.millrace.audit.log;

/** What became of an event that was to be appended. */
public sealed interface Appended {

    /** The event is an entry of the log, since now or from an earlier delivery. */
    record Entry(long seq) implements Appended {}

    /** Another event with this tenant, source and id is an entry of the log. */
    record OtherContent(long seq) implements Appended {}
}
