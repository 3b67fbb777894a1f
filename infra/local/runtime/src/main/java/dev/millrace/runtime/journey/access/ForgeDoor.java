package dev.millrace.runtime.journey.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.Forge;
import java.io.IOException;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running forge, as people with an account speak to it. */
public final class ForgeDoor {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final Map<String, String> tokens;

    private ForgeDoor(URI base, Map<String, String> tokens) {
        this.base = base;
        this.tokens = tokens;
    }

    /** The forge of a folder; empty when none answers there, or it does not have these projects and people yet. */
    public static Optional<ForgeDoor> open(Path data, Iterable<String> projects, Iterable<String> people)
            throws IOException, InterruptedException {
        Optional<URI> base = Forge.lastBase(data);
        Map<String, String> tokens = tokens(data.resolve("tokens"));
        for (String login : people) {
            if (!tokens.containsKey(login)) {
                return Optional.empty();
            }
        }
        if (base.isEmpty()) {
            return Optional.empty();
        }
        var door = new ForgeDoor(base.get(), tokens);
        for (String project : projects) {
            if (!door.has(project)) {
                return Optional.empty();
            }
        }
        return Optional.of(door);
    }

    private static Map<String, String> tokens(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.strip().split(" ", -1))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[1], words -> words[0], (first, second) -> first));
    }

    private boolean has(String project) throws InterruptedException {
        try {
            return send(Forge.CARETAKER, request(Forge.ado(base) + "/_apis/projects/" + project))
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    public URI base() {
        return base;
    }

    public String token(String login) {
        return Optional.ofNullable(tokens.get(login))
                .orElseThrow(() -> new IllegalStateException("The forge has no account of " + login));
    }

    /** @param address absolute */
    public JsonNode get(String login, String address) throws IOException, InterruptedException {
        return json(send(login, request(address)));
    }

    /** @param kind media type of the body */
    public JsonNode post(String login, String address, String kind, JsonNode body)
            throws IOException, InterruptedException {
        return json(send(
                login, request(address).header("Content-Type", kind).POST(BodyPublishers.ofString(body.toString()))));
    }

    /**
     * Plans what is to go wrong.
     *
     * @param fault as the forge's README says
     */
    public void plan(String fault) throws IOException, InterruptedException {
        post(Forge.CARETAKER, base.resolve("/_faults").toString(), "application/json", Json.MAPPER.readTree(fault));
    }

    private HttpResponse<String> send(String login, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        String pair = login + ":" + token(login);
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return HTTP.send(request.header("Authorization", "Basic " + basic).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException("The forge answered " + response.statusCode() + " at " + response.uri() + ": "
                    + response.body().strip());
        }
        return Json.MAPPER.readTree(response.body());
    }
}
