package dev.millrace.runtime.cli.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.runtime.cli.CommandFailure;
import dev.millrace.runtime.cli.PlatformAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the audit function, through the gateway. What goes wrong is a {@link CommandFailure}. */
final class AuditClient {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Until the answer begins: the function may have to start first. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int NOT_RUNNING = 3;

    private static final int LONGEST_PROBLEM = 10_000;

    private final PlatformAccess platform;

    AuditClient(PlatformAccess platform) {
        this.platform = platform;
    }

    String checkpoint() {
        return text("/audit/checkpoint");
    }

    String key() {
        return text("/audit/key").strip();
    }

    /** Writes the export to a file as it arrives. */
    void export(Path file) {
        ask("/audit/export", body -> Files.copy(body, file));
    }

    private String text(String path) {
        return ask(path, body -> new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(InputStream body) throws IOException;
    }

    private <T> T ask(String path, Reading<T> reading) {
        URI address = platform.gateway().resolve(path);
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + platform.operatorToken())
                    .build();
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw refused(address, response.statusCode(), body);
                }
                return reading.read(body);
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    NOT_RUNNING, "No whole answer came from " + address + ": is the platform running? (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for " + address);
        }
    }

    private static CommandFailure refused(URI address, int status, InputStream body) throws IOException {
        byte[] problem = body.readNBytes(LONGEST_PROBLEM);
        String detail;
        try {
            detail = new ObjectMapper().readTree(problem).path("detail").asText("");
        } catch (IOException e) {
            detail = "";
        }
        return new CommandFailure((address + " answered " + status + ". " + detail).strip());
    }
}
