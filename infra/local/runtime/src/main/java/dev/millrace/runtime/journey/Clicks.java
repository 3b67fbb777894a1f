package dev.millrace.runtime.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Grace, who approves whatever she is asked, one ticket of a project after the other: a merge moves the target of all
 * others, and nobody is asked more than three times.
 */
public final class Clicks {

    private static final Map<String, String> OPEN = Map.of("state", "open", "limit", "200", "tenant", Postman.TENANT);

    private final SpawnedHouse house;
    private final Sightings sightings;
    private final Duration pause;
    private final Map<String, String> workingOn = new HashMap<>();
    private final Set<UUID> said = new HashSet<>();
    private final AtomicInteger yes = new AtomicInteger();

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
        try {
            while (true) {
                attend();
                Thread.sleep(pause);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever does not answer is asked again next time. */
    private void attend() throws InterruptedException {
        try {
            Platform platform =
                    Platform.running(house.data()).orElseThrow(() -> new IOException("The platform does not run"));
            for (JsonNode question : platform.function("/approvals/api", OPEN).path("items")) {
                consider(
                        new Approver(platform),
                        UUID.fromString(question.path("id").asText()),
                        question.path("ticket").asText());
            }
        } catch (IOException away) {
            // It was killed a moment ago, or what it leans on.
        }
    }

    private void consider(Approver grace, UUID question, String ticket) throws IOException, InterruptedException {
        String project = ticket.replaceFirst("/[^/]*$", "");
        String current = workingOn.get(project);
        boolean free = current == null || current.equals(ticket) || sightings.isOver(current);
        if (free && !said.contains(question)) {
            grace.approve(grace.link(question));
            workingOn.put(project, ticket);
            said.add(question);
            yes.incrementAndGet();
        }
    }
}
