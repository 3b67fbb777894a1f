package dev.millrace.engine.store;

/** Everything that one engine database offers. Thread-safe, except that {@link Journal#commit} has one caller. */
public interface Store extends AutoCloseable {

    Hosts hosts();

    Journal journal();

    Instances instances();

    @Override
    void close();
}
