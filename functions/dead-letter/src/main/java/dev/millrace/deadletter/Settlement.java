package dev.millrace.deadletter;

/** What came of a request to settle a dead letter. */
sealed interface Settlement {

    /** It is settled now. */
    record Settled(Original original) implements Settlement {}

    /** It was settled before, or has died again since it was asked for. */
    record Past() implements Settlement {}

    /** There is no such dead letter, or it was forgotten. */
    record Unknown() implements Settlement {}
}
