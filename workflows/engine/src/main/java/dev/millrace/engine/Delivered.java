package dev.millrace.engine;

/** What came of a message to an instance; each answer is durable when it is given. */
public sealed interface Delivered {

    /** Stored; the instance will see it. */
    record Accepted() implements Delivered {}

    /** The same message came before, by its deduplication key; nothing was changed. */
    record Repeated() implements Delivered {}

    /** No instance has this id. */
    record Unknown() implements Delivered {}

    /** The instance has ended; nothing was changed. */
    record Ended() implements Delivered {}
}
