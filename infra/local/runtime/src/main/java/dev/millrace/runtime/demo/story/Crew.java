package dev.millrace.runtime.demo.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.runtime.journey.access.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The functions as the platform's status shows them again and again: how often they started since the demo looked first,
 * how many of them there were at a time, and which step a start was for. For one thread.
 */
public final class Crew {

    private final Map<String, First> first = new HashMap<>();
    private final Set<String> starting = new HashSet<>();
    private final Map<String, Member> members = new TreeMap<>();
    private final Map<String, Deque<Duration>> unexplained = new HashMap<>();

    /**
     * @param most instances that took requests or started at a time, as far as it was looked
     * @param starts cold starts, oldest first
     */
    public record Member(String service, long requests, List<Duration> starts, int most) {

        /** The median of the cold starts; null without any. */
        @Nullable
        public Duration typicalStart() {
            List<Duration> sorted = starts.stream().sorted().toList();
            return sorted.isEmpty() ? null : sorted.get(sorted.size() / 2);
        }
    }

    /** What there was before the demo. */
    private record First(long requests, long starts) {}

    public void look(Platform platform) throws IOException, InterruptedException {
        for (JsonNode service : platform.inside("/operator/status", Map.of()).path("services")) {
            look(service);
        }
    }

    void look(JsonNode status) {
        String service = status.path("service").asText();
        long requests = status.path("requests").path("begun").asLong();
        First base = first.computeIfAbsent(
                service, name -> new First(requests, status.path("coldStarts").asLong()));
        Member before = members.getOrDefault(service, new Member(service, 0, List.of(), 0));
        List<Duration> fresh = fresh(status, base.starts() + before.starts().size());
        unexplained.computeIfAbsent(service, name -> new ArrayDeque<>()).addAll(fresh);
        List<Duration> starts = new ArrayList<>(before.starts());
        starts.addAll(fresh);
        int now = instances(status);
        if (phases(status).anyMatch("STARTING"::equals)) {
            starting.add(service);
        } else {
            starting.remove(service);
        }
        members.put(
                service,
                new Member(service, requests - base.requests(), List.copyOf(starts), Math.max(before.most(), now)));
    }

    private static List<Duration> fresh(JsonNode status, long seen) {
        List<Duration> recent = new ArrayList<>();
        status.path("recentColdStarts").forEach(each -> recent.add(Duration.parse(each.asText())));
        long fresh = Math.min(status.path("coldStarts").asLong() - seen, recent.size());
        return fresh <= 0 ? List.of() : recent.subList(recent.size() - (int) fresh, recent.size());
    }

    /** Those that end do not count: another one may stand in for them already. */
    private static int instances(JsonNode status) {
        return (int) phases(status).filter(phase -> !phase.equals("STOPPING")).count();
    }

    private static Stream<String> phases(JsonNode status) {
        return status.path("instances")
                .valueStream()
                .map(instance -> instance.path("phase").asText());
    }

    /** Whether an instance was about to start when it was looked last. */
    public boolean isStarting() {
        return !starting.isEmpty();
    }

    /** How long a function took to start for its next step; empty when it was there already. */
    public Optional<Duration> startedFor(String function) {
        Deque<Duration> starts = unexplained.getOrDefault(function, new ArrayDeque<>());
        return Optional.ofNullable(starts.poll());
    }

    public List<Member> members() {
        return List.copyOf(members.values());
    }
}
