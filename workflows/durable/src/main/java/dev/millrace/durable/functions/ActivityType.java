package dev.millrace.durable.functions;

/**
 * An activity by its name, with what it takes and gives.
 *
 * @param <I> input
 * @param <R> result
 */
public record ActivityType<I, R>(String name, Class<I> input, Class<R> result, Retries retries) {

    /** Brings a command to the broker. */
    public static final ActivityType<Publication, Done> PUBLISH =
            new ActivityType<>("publish", Publication.class, Done.class, Retries.UNTIL_THE_BROKER_IS_BACK);

    /** Raises an external event on another instance. */
    public static final ActivityType<Signal, Done> RAISE =
            new ActivityType<>("raise", Signal.class, Done.class, Retries.UNTIL_THE_BROKER_IS_BACK);

    /** The result of an activity that has none. */
    public record Done() {}
}
