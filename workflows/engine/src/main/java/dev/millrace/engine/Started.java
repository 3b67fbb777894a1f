package dev.millrace.engine;

/** What came of a start; each answer is durable when it is given. */
public sealed interface Started {

    String instanceId();

    /** The instance exists and will run. */
    record Created(String instanceId) implements Started {}

    /** An instance with this id has not ended yet; nothing was changed. */
    record AlreadyRunning(String instanceId) implements Started {}

    /** The id was used before and must not be used again; nothing was changed. */
    record SeenBefore(String instanceId) implements Started {}

    /** The same start came before, by its deduplication key; nothing was changed. */
    record Repeated(String instanceId) implements Started {}
}
