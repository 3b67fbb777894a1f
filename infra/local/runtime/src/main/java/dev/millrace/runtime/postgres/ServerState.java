package dev.millrace.runtime.postgres;

import java.time.Duration;

/** Whether the server can be used. */
public sealed interface ServerState {

    /** It takes connections. {@code adopted}: it was running before this runtime. */
    record Running(long pid, int port, boolean adopted) implements ServerState {}

    /** It died or does not start; the next attempt follows after the delay. */
    record Down(String why, Duration nextAttemptIn) implements ServerState {}

    /** It has been stopped, or has not been started. */
    record Stopped() implements ServerState {}
}
