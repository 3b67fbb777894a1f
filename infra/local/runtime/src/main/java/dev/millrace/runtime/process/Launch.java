package dev.millrace.runtime.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to start one instance.
 *
 * @param service name of the Knative Service
 * @param command program and arguments
 * @param directory where it runs
 * @param environment all of its environment: nothing is inherited from the runtime
 * @param port where it will listen on loopback
 * @param log the file that its output is appended to
 */
public record Launch(
        String service, List<String> command, Path directory, Map<String, String> environment, int port, Path log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
