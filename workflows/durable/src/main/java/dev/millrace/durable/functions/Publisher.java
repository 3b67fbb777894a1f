package dev.millrace.durable.functions;

/** Port to the broker. Called from activities, by several threads at a time. */
public interface Publisher {

    /**
     * Returns once the broker has the event for good. Any exception means that it is tried again later with the same id.
     */
    void publish(Publication publication);
}
