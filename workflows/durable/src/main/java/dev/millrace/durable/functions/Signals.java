package dev.millrace.durable.functions;

/**
 * Port by which one instance tells another something. Orchestrations do not use the SDK's own {@code sendEvent}: version
 * 1.5.0 sends each such event again with every step that the sender takes afterwards.
 */
public interface Signals {

    /** Raises an external event. An unknown or finished instance is no fault; any exception means a later attempt. */
    void raise(Signal signal);
}
