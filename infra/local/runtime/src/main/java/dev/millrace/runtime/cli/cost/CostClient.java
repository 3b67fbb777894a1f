package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.runtime.cli.CommandFailure;
import dev.millrace.runtime.cli.PlatformAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks functions for what operators may know, through the gateway. What goes wrong is a {@link CommandFailure}. */
final class CostClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Until the answer begins: the function may have to start first. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int NOT_RUNNING = 3;
    private static final int LONGEST_PROBLEM = 10_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformAccess platform;

    CostClient(PlatformAccess platform) {
        this.platform = platform;
    }

    /** @param query parameters; those without a value are left out */
    JsonNode get(String path, Map<String, String> query) {
        return ask(request(address(path, query)), JSON::readTree);
    }

    JsonNode post(String path, JsonNode body) {
        return ask(
                request(address(path, Map.of()))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(text(body))),
                JSON::readTree);
    }

    /** Writes an answer to a file as it arrives; a file that was there stays until it is whole. */
    void save(String path, Map<String, String> query, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        ask(request(address(path, query)), body -> Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING));
        try {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new CommandFailure("Cannot write " + file + ": " + e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    private URI address(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        return platform.gateway().resolve(path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    private HttpRequest.Builder request(URI address) {
        return HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + platform.operatorToken());
    }

    private static <T> T ask(HttpRequest.Builder asked, Reading<T> reading) {
        HttpRequest request = asked.build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() / 100 != 2) {
                    throw refused(request.uri(), response.statusCode(), body);
                }
                return reading.read(body);
            }
        } catch (JsonProcessingException e) {
            throw new CommandFailure(request.uri() + " answered with no JSON.");
        } catch (IOException e) {
            throw new CommandFailure(
                    NOT_RUNNING,
                    "No whole answer came from " + request.uri() + ": is the platform running? (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for " + request.uri());
        }
    }

    private static CommandFailure refused(URI address, int status, InputStream body) throws IOException {
        byte[] problem = body.readNBytes(LONGEST_PROBLEM);
        String detail;
        try {
            detail = JSON.readTree(problem).path("detail").asText("");
        } catch (IOException e) {
            detail = "";
        }
        return new CommandFailure((address + " answered " + status + ". " + detail).strip());
    }

    private static String text(JsonNode body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree is always writable", e);
        }
    }
}
