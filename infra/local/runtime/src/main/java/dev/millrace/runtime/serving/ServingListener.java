package dev.millrace.runtime.serving;

/** Hears what happens to instances. Called from various threads, in order for each instance; it must not block. */
@FunctionalInterface
public interface ServingListener {

    void on(ServingEvent event);
}
