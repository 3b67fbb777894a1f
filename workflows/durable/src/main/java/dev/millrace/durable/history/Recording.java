package dev.millrace.durable.history;

/** What comes of recording an instance. */
public sealed interface Recording {

    /** @param history as far as the instance has come; it may still run */
    record Recorded(History history) implements Recording {}

    /**
     * This code would not have acted as the history says: another release wrote it.
     *
     * @param why a sentence
     */
    record Deviates(String why) implements Recording {}
}
