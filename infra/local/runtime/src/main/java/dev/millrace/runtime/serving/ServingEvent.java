package dev.millrace.runtime.serving;

import java.time.Duration;

/** What happens to the instances of a service, for the live log. */
public sealed interface ServingEvent {

    String service();

    /** A process was spawned. */
    record Started(String service, long pid, int port) implements ServingEvent {}

    /** An instance takes requests. {@code took} runs from the spawn. */
    record Ready(String service, long pid, Duration took) implements ServingEvent {}

    /** An instance ended because serving wanted it to. */
    record Stopped(String service, long pid) implements ServingEvent {}

    /**
     * An instance ended on its own, or never became ready.
     *
     * @param pid the process, 0 when none could be started
     * @param why exit code or reason, with the last lines of the log where there are any
     */
    record Crashed(String service, long pid, String why) implements ServingEvent {}
}
