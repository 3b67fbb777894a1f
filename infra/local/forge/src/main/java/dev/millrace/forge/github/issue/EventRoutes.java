package dev.millrace.forge.github.issue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.Paging;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.ticket.Ticket;
import java.util.ArrayList;
import java.util.List;

/** What happened to an issue, as its revisions tell: that it was closed and opened again. */
public final class EventRoutes {

    /** More revisions than any issue has. */
    private static final long REVISIONS = 1_000_000;

    private final Core core;

    public EventRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get("v3/repos/{owner}/{repo}/issues/{number}/events", this::list);
    }

    private Reply list(Call call) {
        Place place = Place.of(core, call);
        List<JsonNode> events = new ArrayList<>();
        boolean closed = false;
        for (Ticket revision : core.tickets().revisions(place.issue(call).number())) {
            if (revision.isClosed() != closed) {
                closed = revision.isClosed();
                events.add(event(place, revision));
            }
        }
        return Paging.list(call, events, event -> event);
    }

    private static JsonNode event(Place place, Ticket revision) {
        return Json.object()
                .put("id", revision.number() * REVISIONS + revision.rev())
                .put("event", revision.isClosed() ? "closed" : "reopened")
                .put("created_at", revision.changed().toString())
                .set("actor", place.user(revision.text(Ticket.CHANGED_BY)));
    }
}
