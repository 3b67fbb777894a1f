package dev.millrace.modeldispatch.bench;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The function as it is packaged, in a process of its own, with what its manifest sets. */
final class PackagedFunction implements AutoCloseable {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final long TICKS_PER_SECOND = 100;

    private final Process process;
    private final int port;
    private final RecordingSink sink;
    private final TestDatabase database;

    private PackagedFunction(Process process, int port, RecordingSink sink, TestDatabase database) {
        this.process = process;
        this.port = port;
        this.sink = sink;
        this.database = database;
    }

    /** @param settings folder with {@code tenants}, {@code routes.yaml} and {@code book.yaml} */
    static PackagedFunction start(Path jar, Path settings, String bearer) throws IOException, InterruptedException {
        Path root = Path.of(System.getProperty("millrace.root"));
        Path platform = root.resolve("shared-lib/platform/src/main/resources/db/migration");
        Path own = root.resolve("functions/model-dispatch/src/main/resources/db/migration/model_dispatch");
        List<Path> scripts = new ArrayList<>(List.of(platform.resolve("platform")));
        if (Files.isDirectory(own)) {
            scripts.add(own);
        }
        TestDatabase database = TestDatabase.create()
                .migrate("model_dispatch", scripts.toArray(Path[]::new))
                .shared("content", "model_dispatch", platform.resolve("content"));
        RecordingSink sink = RecordingSink.start();
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", jar.toString())
                .inheritIO();
        var environment = builder.environment();
        environment.putAll(manifest(root.resolve("infra/knative/functions/model-dispatch.yaml")));
        environment.put("PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "vertx-reactive:postgresql://127.0.0.1:" + database.port() + "/" + database.name());
        environment.put("QUARKUS_DATASOURCE_USERNAME", "model_dispatch");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "test");
        environment.put("K_SINK", sink.address());
        environment.put("MILLRACE_CONTENT_KEY", KEY);
        environment.put(
                "MILLRACE_TENANTS_DIRECTORY", settings.resolve("tenants").toString());
        environment.put("MILLRACE_MODELS_FILE", settings.resolve("routes.yaml").toString());
        environment.put("MILLRACE_PRICES_FILE", settings.resolve("book.yaml").toString());
        var function = new PackagedFunction(builder.start(), port, sink, database);
        function.awaitAnswer(bearer);
        return function;
    }

    /** The variables that have a value there. */
    private static Map<String, String> manifest(Path file) throws IOException {
        Map<String, String> variables = new HashMap<>();
        new YAMLMapper()
                .readTree(file.toFile())
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> variables.put(
                        variable.path("name").asText(), variable.path("value").asText()));
        variables.values().removeIf(String::isEmpty);
        return variables;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    long pid() {
        return process.pid();
    }

    /** Milliseconds of processor time that a process has used. */
    static long cpu(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000 / TICKS_PER_SECOND;
    }

    /** Megabytes that a process holds. */
    static long rss(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private void awaitAnswer(String bearer) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(address("/v1/models"))
                .header("Authorization", "Bearer " + bearer)
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 300; i++) {
                try {
                    if (http.send(question, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // It has not opened its port yet.
                }
                if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("the function ended with " + process.exitValue());
                }
            }
        }
        throw new IllegalStateException("the function did not answer within 30 s");
    }

    private static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        sink.close();
        database.close();
    }
}
