package dev.millrace.runtime.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.runtime.house.RunningFile;
import dev.millrace.runtime.postgres.Folders;
import dev.millrace.runtime.process.OwnJava;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The platform as a process of its own, in a data directory of its own, as {@code millrace up} starts it. */
public final class SpawnedHouse implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(40);
    private static final String TENANTS = "tenants";
    private static final String LOG = "up.log";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path data;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private RunningFile.Content running;

    private SpawnedHouse(Path data, Process process, RunningFile.Content running) {
        this.data = data;
        this.process = process;
        this.running = running;
    }

    /** Starts a house in a new folder of the temporary directory; when it does not start, nothing is left of it. */
    public static SpawnedHouse start() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("millrace-house");
        Process process = spawn(data);
        try {
            return new SpawnedHouse(data, process, awaitRunning(data, process));
        } catch (IOException | InterruptedException e) {
            end(process);
            Folders.delete(data);
            throw e;
        }
    }

    /** Starts it again in the same data directory, after it was killed. */
    public void restart() throws IOException, InterruptedException {
        process = spawn(data);
        running = awaitRunning(data, process);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the runtime itself, and nothing that it started, without any warning. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public URI gateway() {
        return running.gateway();
    }

    /** An address of the inner port, which broker and operators' questions have. */
    public URI inside(String path) {
        return running.inside().resolve(path);
    }

    /** The address of an instance of a function, past gateway and broker; empty while none is ready. */
    public Optional<URI> instance(String function) throws IOException, InterruptedException {
        for (JsonNode service : status().path("services")) {
            for (JsonNode instance : service.path("instances")) {
                if (service.path("service").asText().equals(function)
                        && instance.path("phase").asText().equalsIgnoreCase("ready")) {
                    return Optional.of(URI.create(
                            "http://127.0.0.1:" + instance.path("port").asInt()));
                }
            }
        }
        return Optional.empty();
    }

    /** As {@link #instance}, once one is ready. */
    public URI awaitInstance(String function, Duration longest) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<URI> found = instance(function);
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(50);
        }
        throw new IOException("No instance of " + function + " was ready within " + longest.toSeconds() + " s");
    }

    /** As the superuser, who may read everybody's tables. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                secrets().get("broker-database", "jdbc-url"),
                "postgres",
                secrets().get("postgres", "superuser-password"));
    }

    public Path data() {
        return data;
    }

    public Path tenants() {
        return data.resolve(TENANTS);
    }

    public SecretStore secrets() {
        return new SecretStore(data.resolve("secrets"), new SecureRandom());
    }

    public JsonNode status() throws IOException, InterruptedException {
        return ask("/operator/status");
    }

    /** Deliveries that are not yet done, of all triggers. */
    public long pending() throws IOException, InterruptedException {
        long pending = 0;
        for (JsonNode trigger : status().path("broker").path("triggers")) {
            pending += trigger.path("pending").asLong()
                    + trigger.path("deadLettering").asLong();
        }
        return pending;
    }

    /** Waits until everything is delivered. */
    public Duration awaitDrained(Duration longest) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (pending() > 0) {
            if (System.nanoTime() - begun > longest.toNanos()) {
                throw new IOException(pending() + " deliveries were still pending after " + longest);
            }
            Thread.sleep(100);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Ends it as Ctrl-C does. */
    public void stop() {
        end(process);
    }

    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(data);
    }

    /** Waits for it though somebody interrupts: a runtime that is killed leaves its PostgreSQL and its functions. */
    private static void end(Process process) {
        process.destroy();
        boolean ended = process.onExit()
                .thenApply(_ -> true)
                .completeOnTimeout(false, STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        if (!ended) {
            process.destroyForcibly().onExit().join();
        }
    }

    private JsonNode ask(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(inside(path))
                .header("Authorization", "Bearer " + secrets().get("operator", "token"))
                .timeout(Duration.ofSeconds(20))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    private static Process spawn(Path data) throws IOException {
        List<String> up = List.of(
                "up",
                "--port",
                "0",
                "--quiet",
                "--data",
                data.toString(),
                "--tenants",
                data.resolve(TENANTS).toString());
        return new ProcessBuilder(OwnJava.millrace(up))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(data.resolve(LOG).toFile()))
                .start();
    }

    /** An interrupt is heeded once it runs: before that it could not end what it has started by then. */
    private static RunningFile.Content awaitRunning(Path data, Process process)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        boolean interrupted = false;
        while (process.isAlive() && System.nanoTime() < deadline) {
            Optional<RunningFile.Content> content = RunningFile.read(data).filter(file -> file.pid() == process.pid());
            if (content.isPresent()) {
                if (interrupted) {
                    throw new InterruptedException("interrupted while the platform started");
                }
                return content.get();
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        throw new IOException("The platform did not start: " + Files.readString(data.resolve(LOG)));
    }
}
