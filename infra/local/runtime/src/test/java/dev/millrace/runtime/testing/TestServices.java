package dev.millrace.runtime.testing;

import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Launch;
import dev.millrace.runtime.process.Launches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Services that start {@link TestFunction}, with what a test changes about them. */
public record TestServices(Path folder, Map<String, String> environment) implements Launches {

    public TestServices {
        environment = Map.copyOf(environment);
    }

    @Override
    public Launch launch(ServiceManifest service, int port) {
        var variables = new HashMap<>(environment);
        variables.put("PORT", Integer.toString(port));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                "target/test-classes",
                TestFunction.class.getName());
        return new Launch(
                service.name(),
                command,
                0,
                Path.of("").toAbsolutePath(),
                variables,
                port,
                folder.resolve("logs/" + service.name() + ".log"));
    }

    /** A Service with these annotations of the autoscaler (without their prefix) and limits. */
    public static ServiceManifest service(String name, Map<String, String> annotations, int concurrency, int timeout) {
        var scaling = new StringBuilder();
        annotations.forEach((key, value) -> scaling.append("autoscaling.knative.dev/")
                .append(key)
                .append(": \"")
                .append(value)
                .append("\", "));
        return service(name, scaling.toString(), concurrency, timeout, "");
    }

    /** A Service that is asked every second whether it lives, and ended after two failures. */
    public static ServiceManifest probed(String name, String path) {
        String probe = ", livenessProbe: {httpGet: {path: " + path + "}, periodSeconds: 1, failureThreshold: 2}";
        return service(name, "", 0, 60, probe);
    }

    /** A Service that is ready when a path answers. */
    public static ServiceManifest ready(String name, String path) {
        return service(name, "", 0, 60, ", readinessProbe: {httpGet: {path: " + path + "}}");
    }

    private static ServiceManifest service(String name, String scaling, int concurrency, int timeout, String probe) {
        return parsed("""
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata:
              name: %s
            spec:
              template:
                metadata:
                  annotations: {%s}
                spec:
                  containerConcurrency: %d
                  timeoutSeconds: %d
                  containers: [{image: none%s}]
            """.formatted(name, scaling, concurrency, timeout, probe));
    }

    private static ServiceManifest parsed(String yaml) {
        try {
            Path file = Files.createTempFile("service", ".yaml");
            try {
                Files.writeString(file, yaml);
                return ManifestReader.read(file, ServiceManifest.class);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
