package dev.millrace.runtime.cli.approvals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.runtime.cli.CommandFailure;
import dev.millrace.runtime.cli.PlatformAccess;
import java.io.IOException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the approval function, through the gateway. What goes wrong is a {@link CommandFailure}. */
final class ApprovalsClient {

    private static final String PATH = "/approvals/api";
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The function may have to start first. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int NOT_RUNNING = 3;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PlatformAccess platform;

    ApprovalsClient(PlatformAccess platform) {
        this.platform = platform;
    }

    JsonNode list(Map<String, String> filters) {
        String query = filters.entrySet().stream()
                .map(filter -> filter.getKey() + "=" + encode(filter.getValue()))
                .collect(Collectors.joining("&"));
        return ask(request(PATH + "?" + query).GET());
    }

    JsonNode show(String id) {
        return ask(request(PATH + "/" + encode(id)).GET());
    }

    void decide(String id, String person, boolean approves, @Nullable String comment) {
        ObjectNode order = JSON.createObjectNode().put("as", person).put("approves", approves);
        if (comment != null) {
            order.put("comment", comment);
        }
        post(id, "decision", order);
    }

    void delegate(String id, String person, String to) {
        post(id, "delegation", JSON.createObjectNode().put("as", person).put("to", to));
    }

    void retract(String id, String person) {
        post(id, "retraction", JSON.createObjectNode().put("as", person));
    }

    private void post(String id, String what, ObjectNode order) {
        ask(request(PATH + "/" + encode(id) + "/" + what)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order.toString())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(platform.gateway().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + platform.operatorToken());
    }

    private static JsonNode ask(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        URI address = request.uri();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() / 100 != 2) {
                String detail = answer.path("detail").asText("");
                throw new CommandFailure(detail.isEmpty() ? address + " answered " + response.statusCode() : detail);
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new CommandFailure(address + " answered something that is no JSON");
        } catch (IOException e) {
            throw new CommandFailure(
                    NOT_RUNNING, "No whole answer came from " + address + ": is the platform running? (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting for " + address);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
