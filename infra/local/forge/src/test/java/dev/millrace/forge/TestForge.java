package dev.millrace.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.forge.hook.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A seeded forge in a folder, and requests to it. Its project, repository and default branch: shop, shop, main. */
public final class TestForge implements AutoCloseable {

    public static final ObjectMapper JSON = new ObjectMapper();

    /** Retries at once, and gives up early. */
    private static final Patience SHORT = new Patience(Duration.ofMillis(5), 3, 3);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ForgeSettings settings;
    private Forge forge;

    public TestForge(Path data) {
        this(ForgeSettings.in(data).withPatience(SHORT).withBuildLimit(Duration.ofSeconds(20)));
    }

    public TestForge(ForgeSettings settings) {
        this.settings = settings;
        this.forge = started(settings);
        new Seed(forge.core()).sow("shop");
    }

    public Forge forge() {
        return forge;
    }

    /** Stops the forge and starts another one on the same data. */
    public void restart() {
        close();
        forge = started(settings);
    }

    /** An answer. */
    public record Answer(int status, HttpResponse<byte[]> response) {

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    public Answer get(String path) {
        return as("millrace", "GET", path, null);
    }

    public Answer post(String path, String body) {
        return as("millrace", "POST", path, body);
    }

    public Answer put(String path, String body) {
        return as("millrace", "PUT", path, body);
    }

    public Answer patch(String path, String body) {
        return as("millrace", "PATCH", path, body);
    }

    public Answer delete(String path) {
        return as("millrace", "DELETE", path, null);
    }

    /**
     * Sends a request in somebody's name.
     *
     * @param body JSON with single quotes for double ones; null for none
     */
    public Answer as(String login, String method, String path, @Nullable String body) {
        return send(request(method, path, body).header("Authorization", authorization(login)));
    }

    public String authorization(String login) {
        String pair = "any:" + forge.token(login);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    public HttpRequest.Builder request(String method, String path, @Nullable String body) {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'));
        return HttpRequest.newBuilder(URI.create(forge.base() + path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, publisher);
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            forge.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Forge started(ForgeSettings settings) {
        try {
            return Forge.start(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
