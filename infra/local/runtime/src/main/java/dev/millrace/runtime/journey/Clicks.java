package dev.millrace.runtime.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.house.RunningFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who approves whatever is asked, one ticket of a project after the other: a merge moves the target of all
 * others, and nobody is asked more than three times.
 */
public final class Clicks {

    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SpawnedHouse house;
    private final Sightings sightings;
    private final Duration pause;
    private final Map<String, String> workingOn = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private final AtomicInteger yes = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** @param pause between two looks at what is asked */
    public Clicks(SpawnedHouse house, Sightings sightings, Duration pause) {
        this.house = house;
        this.sightings = sightings;
        this.pause = pause;
    }

    public int count() {
        return yes.get();
    }

    /** Until the thread is interrupted. */
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                for (JsonNode question : open()) {
                    consider(
                            question.path("id").asText(),
                            question.path("ticket").asText());
                }
                Thread.sleep(pause);
            } catch (IOException away) {
                rest();
            } catch (InterruptedException end) {
                return;
            }
        }
    }

    private void rest() {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void consider(String question, String ticket) throws IOException, InterruptedException {
        String project = ticket.replaceFirst("/[^/]*$", "");
        String current = workingOn.get(project);
        boolean free = current == null || current.equals(ticket) || sightings.isOver(current);
        if (free && !said.contains(question)) {
            int status = approve(question);
            if (status == 202) {
                workingOn.put(project, ticket);
                said.add(question);
                yes.incrementAndGet();
            }
        }
    }

    private JsonNode open() throws IOException, InterruptedException {
        HttpResponse<String> response = send("?state=open&limit=200&tenant=" + Postman.TENANT, null);
        return response.statusCode() == 200 ? JSON.readTree(response.body()).path("items") : JSON.createArrayNode();
    }

    private int approve(String question) throws IOException, InterruptedException {
        String order = JSON.createObjectNode()
                .put("as", Postman.APPROVER)
                .put("approves", true)
                .toString();
        return send("/" + question + "/decision", order).statusCode();
    }

    private HttpResponse<String> send(String path, @Nullable String body) throws IOException, InterruptedException {
        Optional<URI> gateway = RunningFile.read(house.data()).map(RunningFile.Content::gateway);
        var request = HttpRequest.newBuilder(URI.create(
                        gateway.orElseThrow(() -> new IOException("nothing runs")) + "/approvals/api" + path))
                .header("Authorization", "Bearer " + house.secrets().get("operator", "token"))
                .header("Content-Type", "application/json")
                .timeout(ANSWER);
        return http.send(
                (body == null ? request.GET() : request.POST(BodyPublishers.ofString(body))).build(),
                BodyHandlers.ofString());
    }
}
