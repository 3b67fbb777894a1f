package dev.millrace.runtime.postgres;

/** Hears each change of the server's state, in order, on the supervisor's thread; it must not block for long. */
@FunctionalInterface
public interface ServerStateListener {

    void on(ServerState state);
}
