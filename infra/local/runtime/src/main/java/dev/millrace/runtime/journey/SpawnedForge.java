package dev.millrace.runtime.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeCommand;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.runtime.postgres.Folders;
import dev.millrace.runtime.process.OwnJava;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The forge as a process of its own, in a folder and at a port that stay the same however often it is killed. */
public final class SpawnedForge implements AutoCloseable {

    /** Who writes the tickets. */
    public static final String AUTHOR = "ada";

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The pipeline: a note that is spoilt fails it. */
    private static final String CHECK = """
        #!/bin/sh
        # Notes are fresh.
        ! grep -rs spoilt notes
        """;

    private final Path data;
    private final int port;
    private final String author;
    private final String caretaker;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private Process process;

    private SpawnedForge(Path data, int port, String author, String caretaker)
            throws IOException, InterruptedException {
        this.data = data;
        this.port = port;
        this.author = author;
        this.caretaker = caretaker;
        this.process = spawn();
        try {
            awaitAnswer();
        } catch (IOException | InterruptedException e) {
            close();
            throw e;
        }
    }

    /** Starts a forge in a new folder of the temporary directory. */
    public static SpawnedForge start(List<String> projects) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("millrace-forge");
        String author;
        String caretaker;
        try (Forge forge = Forge.start(ForgeSettings.in(data))) {
            projects.forEach(project -> sow(forge, project));
            author = forge.token(AUTHOR);
            caretaker = forge.token(Forge.CARETAKER);
        }
        return new SpawnedForge(data, freePort(), author, caretaker);
    }

    private static void sow(Forge forge, String name) {
        new Seed(forge.core()).sow(name);
        Project project = forge.core().projects().find(name).orElseThrow();
        Person caretaker = forge.core().people().join(Forge.CARETAKER);
        forge.core()
                .pushes()
                .commit(
                        forge.core().projects().repos(project).getFirst(),
                        "main",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(NewCommit.of(
                                "ci: notes are checked",
                                List.of(new Edit.Put("check.sh", CHECK.getBytes(StandardCharsets.UTF_8))))),
                        caretaker);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public Path data() {
        return data;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The organisation's URL for clients of Azure DevOps. */
    public URI ado() {
        return base().resolve("/ado/millrace");
    }

    /** The token that the platform works with. */
    public String token() {
        return caretaker;
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public void restart() throws IOException, InterruptedException {
        process = spawn();
        awaitAnswer();
    }

    /** Ends it as Ctrl-C does. */
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
    }

    /**
     * Posts as the author.
     *
     * @param path below {@link #ado()}
     * @throws IOException when it is not answered with 2xx
     */
    public JsonNode post(String path, String type, JsonNode body) throws IOException, InterruptedException {
        return JSON.readTree(post(URI.create(ado() + path), type, body.toString()));
    }

    /**
     * Plans what is to go wrong.
     *
     * @param fault as the forge's README says
     * @throws IOException when it is not answered with 2xx
     */
    public void plan(String fault) throws IOException, InterruptedException {
        post(base().resolve("/_faults"), "application/json", fault);
    }

    private String post(URI address, String type, String body) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((AUTHOR + ":" + author).getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(address)
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", type)
                        .timeout(ANSWER)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the forge answered " + response.statusCode());
        }
        return response.body();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        Folders.delete(data);
    }

    private Process spawn() throws IOException {
        List<String> command = OwnJava.program(
                ForgeCommand.class.getName(),
                List.of(),
                List.of("--port", Integer.toString(port), "--data", data.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        data.resolve("forge.log").toFile()))
                .start();
    }

    private void awaitAnswer() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        var question = HttpRequest.newBuilder(base().resolve("/_faults"))
                .timeout(ANSWER)
                .build();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                http.send(question, BodyHandlers.discarding());
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException("The forge did not start: " + Files.readString(data.resolve("forge.log")));
    }
}
