package dev.millrace.runtime.demo.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows the events of the platform, and hands each to the journey of its ticket. For one thread. */
public final class Watch {

    private static final String COMPLETED = Catalogue.typeOf(BuildEvent.Completed.class);
    private static final int PAGE = 1_000;

    /** So long nothing may be heard of a ticket before its workflow is asked how it is. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static final Set<String> ENDS = Set.of("completed", "failed", "terminated");

    private final Platform platform;
    private final String tenant;
    private final Clock clock;
    private final Map<String, Journey> journeys = new HashMap<>();
    private final Map<String, Instant> asked = new HashMap<>();
    private final List<Heard> buildsOfNobody = new ArrayList<>();
    private long last;

    /** From now on. */
    public Watch(Platform platform, String tenant, Clock clock) throws IOException, InterruptedException {
        this.platform = platform;
        this.tenant = tenant;
        this.clock = clock;
        this.last = platform.inside("/operator/events", Map.of("limit", "1"))
                .path(0)
                .path("sequence")
                .asLong();
    }

    public void follow(Journey journey) {
        journeys.put(journey.ticket().toString(), journey);
    }

    /** A step of a ticket's work. */
    public record Seen(Journey journey, Step step) {}

    /** What is new since it was asked last. */
    public List<Seen> look() throws IOException, InterruptedException {
        List<Seen> seen = new ArrayList<>();
        JsonNode page;
        do {
            page = platform.inside(
                    "/operator/events",
                    Map.of("after", Long.toString(last), "limit", Integer.toString(PAGE), "data", "true"));
            for (JsonNode line : page) {
                Heard event = Heard.of(line);
                last = event.sequence();
                if (tenant.equals(event.tenant())) {
                    hear(event, seen);
                }
            }
        } while (page.size() == PAGE);
        endWhoHasEnded();
        return seen;
    }

    private void hear(Heard event, List<Seen> seen) {
        if (event.type().equals(COMPLETED)) {
            buildsOfNobody.add(event);
        } else if (event.ticket() != null) {
            Journey journey = journeys.get(event.ticket());
            if (journey != null) {
                journey.hear(event).ifPresent(step -> seen.add(new Seen(journey, step)));
            }
        }
        handOutBuilds(seen);
    }

    /** A build may end before it is told that it was queued for a ticket. */
    private void handOutBuilds(List<Seen> seen) {
        for (Iterator<Heard> waiting = buildsOfNobody.iterator(); waiting.hasNext(); ) {
            Heard event = waiting.next();
            Optional<Payload> payload = event.payload();
            if (payload.isPresent() && payload.get() instanceof BuildEvent.Completed completed) {
                Optional<Journey> journey = journeys.values().stream()
                        .filter(each -> each.isBuild(completed.build()))
                        .findFirst();
                if (journey.isPresent()) {
                    waiting.remove();
                    journey.get()
                            .built(event.at(), completed)
                            .ifPresent(step -> seen.add(new Seen(journey.get(), step)));
                }
            }
        }
    }

    private void endWhoHasEnded() throws IOException, InterruptedException {
        for (Journey journey : journeys.values()) {
            Optional<String> workflow = journey.workflow();
            if (journey.stage() != Stage.ENDED && workflow.isPresent() && isToBeAsked(journey, workflow.get())) {
                JsonNode instance = platform.function("/workflows/" + workflow.get(), Map.of());
                if (ENDS.contains(instance.path("status").asText())) {
                    journey.end(Ending.of(instance));
                }
            }
        }
    }

    private boolean isToBeAsked(Journey journey, String workflow) {
        Instant now = clock.instant();
        Instant before = asked.getOrDefault(workflow, journey.last());
        Instant lately = before.isAfter(journey.last()) ? before : journey.last();
        boolean due = journey.isTold() || now.isAfter(lately.plus(QUIET));
        if (due) {
            asked.put(workflow, now);
        }
        return due;
    }
}
