package dev.millrace.runtime.journey.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.house.RunningFile;
import dev.millrace.runtime.secrets.SecretStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running platform, as an operator speaks to it. */
public final class Platform {

    /** A function may have to start first. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final RunningFile.Content running;
    private final String token;

    private Platform(RunningFile.Content running, String token) {
        this.running = running;
        this.token = token;
    }

    /** The platform of a data directory; empty when none runs there. */
    public static Optional<Platform> running(Path data) {
        return RunningFile.read(data).map(content -> new Platform(content, operatorToken(data)));
    }

    private static String operatorToken(Path data) {
        return new SecretStore(data.resolve("secrets"), new SecureRandom())
                .find("operator", "token")
                .orElse("");
    }

    public long pid() {
        return running.pid();
    }

    public URI gateway() {
        return running.gateway();
    }

    /**
     * The registry's folder.
     *
     * @throws IllegalStateException when the platform is of a release that does not say
     */
    public Path tenants() {
        if (running.tenants() == null) {
            throw new IllegalStateException("The platform that runs (process " + running.pid()
                    + ") is of another release: stop it, and run the demo again.");
        }
        return Objects.requireNonNull(running.tenants());
    }

    /** Asks the runtime itself. */
    public JsonNode inside(String path, Map<String, String> query) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(ok(send(running.inside() + path + parameters(query), BodyHandlers.ofString())));
    }

    /** Asks a function through the gateway. */
    public JsonNode function(String path, Map<String, String> query) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(text(path + parameters(query)));
    }

    public String text(String path) throws IOException, InterruptedException {
        return ok(send(running.gateway() + path, BodyHandlers.ofString()));
    }

    /** Writes an answer to a file as it arrives. */
    public void download(String path, Path file) throws IOException, InterruptedException {
        ok(send(running.gateway() + path, BodyHandlers.ofFile(file)));
    }

    private <T> HttpResponse<T> send(String address, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
        try {
            return HTTP.send(request, handler);
        } catch (IOException e) {
            throw new IOException("The platform does not answer at " + address + ": " + e, e);
        }
    }

    private static <T> T ok(HttpResponse<T> response) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private static String parameters(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .sorted()
                        .collect(Collectors.joining("&", "?", ""));
    }
}
