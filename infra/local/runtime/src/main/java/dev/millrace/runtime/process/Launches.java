package dev.millrace.runtime.process;

import dev.millrace.runtime.manifest.ServiceManifest;

/** Says how an instance of a service is started. */
public interface Launches {

    /**
     * Describes the start of one instance.
     *
     * @param port free port on loopback that the instance shall listen on
     * @throws IllegalStateException when it cannot be started at all; the message says what to do
     */
    Launch launch(ServiceManifest service, int port);
}
