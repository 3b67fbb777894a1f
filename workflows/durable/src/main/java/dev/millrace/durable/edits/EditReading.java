package dev.millrace.durable.edits;

import dev.millrace.contracts.document.EditSet;

/** What came of reading a model's answer. */
public sealed interface EditReading {

    /** @param edits at least one, each of which changes something */
    record Understood(EditSet edits) implements EditReading {}

    /** @param why a sentence that helps the model to do better */
    record Unreadable(String why) implements EditReading {}
}
