package dev.millrace.runtime.process;

import dev.millrace.runtime.manifest.ServiceManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts Quarkus functions with the JDK that runs the runtime. The folder of the artifact is the working directory, for
 * an AOT cache is only valid where it was trained.
 *
 * @param logs folder of the functions' logs, one file per service
 */
public record JavaLaunches(Artifacts artifacts, FunctionEnvironment environment, Path logs) implements Launches {

    private static final String CACHE = "app.aot";

    @Override
    public Launch launch(ServiceManifest service, int port) {
        Path folder = artifacts.folder(service.name());
        List<String> command = new ArrayList<>();
        command.add(environment.javaHome().resolve("bin/java").toString());
        if (Files.isRegularFile(folder.resolve(CACHE))) {
            // AOTMode stays auto: a cache that the JVM refuses costs time and leaves a warning in the log, no more.
            command.add("-XX:AOTCache=" + CACHE);
        }
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        return new Launch(
                service.name(),
                command,
                CpuWeight.niceness(service.container()),
                folder,
                environment.of(service, port),
                port,
                logs.resolve(service.name() + ".log"));
    }
}
