package dev.millrace.runtime.process;

import java.nio.file.Path;

/** Finds what the build made of a function. */
public interface Artifacts {

    /**
     * The folder in which {@code quarkus-run.jar} lies.
     *
     * @param service name of the Knative Service
     * @throws IllegalStateException when it has not been built; the message says how to build it
     */
    Path folder(String service);
}
