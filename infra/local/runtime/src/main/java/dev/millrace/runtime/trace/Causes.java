package dev.millrace.runtime.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what caused an event: the event that it names as its cause; for what people and hosts tell, the event that first
 * spoke of the same thing; for a workflow's command, the ticket's event that started the workflow.
 */
final class Causes {

    private final List<Told> story;
    private final Map<String, Told> byId = new HashMap<>();
    private final Map<String, Told> bySubject = new HashMap<>();

    /** @param story oldest first */
    Causes(List<Told> story) {
        this.story = story;
        for (Told told : story) {
            byId.putIfAbsent(told.id(), told);
            introduced(told).ifPresent(subject -> bySubject.putIfAbsent(subject, told));
        }
    }

    /** Empty for the beginning of a story. */
    Optional<Told> of(Told told) {
        return named(told).or(() -> spokenOf(told)).or(() -> started(told));
    }

    /** Whether an event that names no ticket belongs to the story. */
    boolean belongs(Told told) {
        return mentioned(told).isEmpty() || spokenOf(told).isPresent();
    }

    private Optional<Told> named(Told told) {
        String cause = told.attribute("causationid");
        return Optional.ofNullable(cause).map(byId::get).filter(before(told));
    }

    private Optional<Told> spokenOf(Told told) {
        return mentioned(told).map(bySubject::get).filter(Predicate.not(told::equals));
    }

    /** A workflow hands on the trace context of the event that started it. */
    private Optional<Told> started(Told told) {
        String instance = told.attribute("instanceid");
        if (instance == null) {
            return Optional.empty();
        }
        return story.stream()
                .filter(before(told))
                .filter(Causes::startsWorkflows)
                .max(Comparator.comparing((Told start) -> sameParent(start, told))
                        .thenComparing(start -> Objects.equals(start.traceId(), told.traceId()))
                        .thenComparing(Comparator.comparingLong(Told::sequence).reversed()));
    }

    private static boolean sameParent(Told one, Told other) {
        return Objects.equals(one.attribute("traceparent"), other.attribute("traceparent"));
    }

    private static boolean startsWorkflows(Told told) {
        return told.type().equals("ticket.opened") || told.type().equals("ticket.reopened");
    }

    private static Predicate<Told> before(Told told) {
        return other -> other.sequence() < told.sequence();
    }

    private static Optional<String> introduced(Told told) {
        return switch (told.type()) {
            case "build.queued" -> build(told);
            case "draft.opened" -> pullRequest(told);
            case "approval.opened" -> approval(told);
            default -> Optional.empty();
        };
    }

    private static Optional<String> mentioned(Told told) {
        return switch (told.type()) {
            case "build.completed" -> build(told);
            case "pullrequest.updated" -> pullRequest(told);
            case "approval.vote-requested",
                    "approval.delegation-requested",
                    "approval.retraction-requested",
                    "approval.viewed" -> approval(told);
            default -> Optional.empty();
        };
    }

    private static Optional<String> build(Told told) {
        return key("build", told.at("/build"), "host", "project", "id");
    }

    private static Optional<String> pullRequest(Told told) {
        return key("pull request", told.at("/pullRequest"), "host", "project", "repository", "number");
    }

    private static Optional<String> approval(Told told) {
        return key("approval", told.data(), "approval");
    }

    private static Optional<String> key(String kind, @Nullable JsonNode data, String... members) {
        if (data == null) {
            return Optional.empty();
        }
        var key = new StringBuilder(kind);
        for (String member : members) {
            key.append('/').append(data.path(member).asText());
        }
        return Optional.of(key.toString());
    }
}
