package dev.millrace.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.house.RunningFile;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** The platform that runs, as an operator speaks to it. */
final class RunningPlatform implements PlatformAccess {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final RunningFile.Content running;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    RunningPlatform(RunningFile.Content running, String token) {
        this.running = running;
        this.token = token;
    }

    @Override
    public URI gateway() {
        return running.gateway();
    }

    @Override
    public String operatorToken() {
        return token;
    }

    /** Asks the runtime itself. */
    JsonNode inside(String path, Map<String, String> query) {
        return get(running.inside() + path, query);
    }

    /** Asks a function through the public door. */
    JsonNode function(String path, Map<String, String> query) {
        return get(running.gateway() + path, query);
    }

    /** As {@link #function}, for an answer that is no JSON. */
    String text(String path) {
        return body(request(running.gateway() + path).GET().build());
    }

    JsonNode post(String path, Object body) {
        return send(request(running.gateway() + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Output.json(body)))
                .build());
    }

    void delete(String path) {
        send(request(running.gateway() + path).DELETE().build());
    }

    private JsonNode get(String address, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(parameters.isEmpty() ? address : address + "?" + parameters)
                .GET()
                .build());
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest request) {
        String body = body(request);
        try {
            return Output.JSON.readTree(body.isEmpty() ? "{}" : body);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(request.uri() + " answered something that is no JSON");
        }
    }

    private String body(HttpRequest request) {
        try {
            // The request's own timeout ends with the headers; this one holds for the body, too.
            HttpResponse<String> response =
                    http.sendAsync(request, BodyHandlers.ofString()).get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() / 100 != 2) {
                throw new CommandFailure(sentence(response));
            }
            return response.body();
        } catch (ExecutionException | TimeoutException e) {
            String why = e.getCause() == null ? null : e.getCause().getMessage();
            throw new CommandFailure(
                    ExitCode.NOT_RUNNING,
                    "The platform does not answer at " + request.uri() + (why == null ? "." : ": " + why));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted");
        }
    }

    private static String sentence(HttpResponse<String> response) {
        try {
            String detail = Output.JSON.readTree(response.body()).path("detail").asText();
            return detail.isEmpty() ? response.statusCode() + " from " + response.uri() : detail;
        } catch (JsonProcessingException e) {
            return response.statusCode() + ": " + response.body().strip();
        }
    }
}
