package dev.millrace.runtime.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything needed to start one instance.
 *
 * @param service name of the Knative Service
 * @param command the JVM and its arguments
 * @param niceness how far it stands back when processors are short, 0 (not at all) to 19
 * @param directory where it runs
 * @param environment all of its environment: nothing is inherited from the runtime
 * @param port where it will listen on loopback
 * @param log the file that its output is appended to
 */
public record Launch(
        String service,
        List<String> command,
        int niceness,
        Path directory,
        Map<String, String> environment,
        int port,
        Path log) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** The same with one option more for the JVM. */
    public Launch withJvmOption(String option) {
        List<String> longer = new ArrayList<>(command);
        longer.add(1, option);
        return new Launch(service, longer, niceness, directory, environment, port, log);
    }
}
