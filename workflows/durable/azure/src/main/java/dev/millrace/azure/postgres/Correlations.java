package dev.millrace.azure.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.ingress.Correlation;
import dev.millrace.durable.ingress.EventKey;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * By what events find their instance: a ticket's generation, a build, a pull request. Every method throws
 * {@link DatabaseException}.
 */
public final class Correlations {

    private final TenantDatabase database;

    public Correlations(TenantDatabase database) {
        this.database = database;
    }

    /** How often the ticket was reopened; the first generation is 0. */
    public int generation(Event<Payload> event, TicketEvent ticket) {
        return database.first(
                        tenant(event),
                        Correlation.GENERATION,
                        row -> row.getInt("generation"),
                        ticket.ticket().toString())
                .orElseThrow();
    }

    /** The generation that this event began; always the same for the same event. */
    public int nextGeneration(Event<Payload> event, TicketEvent.Reopened ticket) {
        return database.first(
                        tenant(event),
                        Correlation.NEXT_GENERATION,
                        row -> row.getInt("generation"),
                        ticket.ticket().toString(),
                        EventKey.of(event))
                .orElseThrow();
    }

    /** How a build ended before anybody waited for it, as the event of an instance. */
    public record Early(String name, JsonNode data) {}

    /** @return how the build ended, if it has */
    public Optional<Early> queued(Event<Payload> event, BuildEvent.Queued queued, String instance) {
        BuildRef build = queued.build();
        database.execute(tenant(event), Correlation.BUILD_QUEUED, build.host(), build.project(), build.id(), instance);
        return database.first(
                tenant(event),
                Correlation.BUILD_OUTCOME,
                row -> new Early(
                        Stages.build(build), Json.parse(row.getString("data").getBytes(StandardCharsets.UTF_8))),
                build.host(),
                build.project(),
                build.id());
    }

    /** @return the instance that waits for the build, if one does yet */
    public Optional<String> completed(Event<Payload> event, BuildEvent.Completed completed) {
        BuildRef build = completed.build();
        database.execute(
                tenant(event),
                Correlation.BUILD_COMPLETED,
                build.host(),
                build.project(),
                build.id(),
                EventKey.of(event),
                new String(Json.bytes(completed), StandardCharsets.UTF_8));
        return database.first(
                tenant(event),
                Correlation.BUILD_WATCHER,
                row -> row.getString("instance_id"),
                build.host(),
                build.project(),
                build.id());
    }

    public void opened(Event<Payload> event, DraftEvent.Opened opened, String instance) {
        PullRequestRef request = opened.pullRequest();
        database.execute(
                tenant(event),
                Correlation.PULL_REQUEST_OPENED,
                request.host(),
                request.project(),
                request.repository(),
                request.number(),
                instance);
    }

    /** @return empty for a pull request that is none of ours */
    public Optional<String> watcher(Event<Payload> event, PullRequestEvent.Updated updated) {
        PullRequestRef request = updated.pullRequest();
        return database.first(
                tenant(event),
                Correlation.PULL_REQUEST_WATCHER,
                row -> row.getString("instance_id"),
                request.host(),
                request.project(),
                request.repository(),
                request.number());
    }

    private static TenantId tenant(Event<Payload> event) {
        return event.context().tenant();
    }
}
