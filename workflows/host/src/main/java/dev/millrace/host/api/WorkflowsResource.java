package dev.millrace.host.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.durable.Workflows;
import dev.millrace.durable.history.History;
import dev.millrace.durable.history.HistoryText;
import dev.millrace.durable.history.Recorder;
import dev.millrace.durable.history.Recording;
import dev.millrace.durable.steps.Orchestration;
import dev.millrace.engine.Delivered;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.EngineUnavailableException;
import dev.millrace.engine.InstancePage;
import dev.millrace.engine.InstanceQuery;
import dev.millrace.engine.Started;
import dev.millrace.engine.Status;
import dev.millrace.host.engine.EngineRoom;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** Workflow instances over HTTP. */
@Singleton
@Blocking
@Path("/workflows")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@SecurityScheme(securitySchemeName = "operator", type = SecuritySchemeType.HTTP, scheme = "bearer")
@SecurityRequirement(name = "operator")
public class WorkflowsResource {

    private final EngineRoom room;
    private final ObjectMapper json;

    WorkflowsResource(EngineRoom room, ObjectMapper json) {
        this.room = room;
        this.json = json;
    }

    /** @param next asks for the next page as {@code after}; null on the last */
    public record Page(List<InstanceView> items, @Nullable String next) {}

    /** @param id of the instance that runs now */
    public record Restarted(String id) {}

    @GET
    @Operation(summary = "Lists instances, oldest first", description = "Without inputs and outputs.")
    public Page list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("prefix") @Nullable String prefix,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        var query = new InstanceQuery(statuses(status), null, null, prefix, number(limit), after, false);
        InstancePage page = answered(() -> client().query(query));
        return new Page(page.instances().stream().map(InstanceView::of).toList(), page.continuation());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Shows one instance with its input, its output and what it waits for")
    public InstanceView show(@PathParam("id") String id) {
        return answered(() -> client().get(id, true)).map(InstanceView::of).orElseThrow(() -> unknown(id));
    }

    @GET
    @Path("/{id}/timeline")
    @Operation(summary = "What happened to an instance, a line each")
    public List<TimelineEntry> timeline(@PathParam("id") String id) {
        show(id);
        return TimelineEntry.of(answered(() -> client().history(id)));
    }

    @GET
    @Path("/{id}/history")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Records an instance in the form that the workflows' replay tests read",
            description = "Nothing is left out: titles, comments and names of people are in it.")
    public String history(@PathParam("id") String id) {
        String orchestrator = show(id).name();
        Orchestration code = Workflows.orchestration(orchestrator)
                .orElseThrow(() -> new ProblemException(
                        Problem.conflict("This release has no orchestration '" + orchestrator + "'.")));
        List<HistoryEvent> events = answered(() -> client().history(id));
        return switch (Recorder.record(id, orchestrator, events, code)) {
            case Recording.Recorded(History history) -> HistoryText.write(history);
            case Recording.Deviates(String why) ->
                throw new ProblemException(Problem.conflict(why + " Record it with the release that wrote it."));
        };
    }

    @POST
    @Path("/{id}/events")
    @ResponseStatus(202)
    @Operation(
            summary = "Raises an external event with the body as its JSON content",
            description = "The name is a parameter, because names hold slashes.")
    public void raise(@PathParam("id") String id, @QueryParam("name") @Nullable String name, @Nullable String body) {
        if (name == null || name.isBlank()) {
            throw new ProblemException(Problem.badRequest("'name' must say which event is raised."));
        }
        String content = json(body);
        deliver(id, () -> client().raise(id, name, content));
    }

    @POST
    @Path("/{id}/suspend")
    @ResponseStatus(202)
    @Operation(summary = "Holds an instance")
    public void suspend(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        deliver(id, () -> client().suspend(id, reason));
    }

    @POST
    @Path("/{id}/resume")
    @ResponseStatus(202)
    @Operation(summary = "Lets a held instance go on")
    public void resume(@PathParam("id") String id, @QueryParam("reason") @Nullable String reason) {
        deliver(id, () -> client().resume(id, reason));
    }

    @POST
    @Path("/{id}/terminate")
    @ResponseStatus(202)
    @Operation(summary = "Ends an instance and its children; nothing is compensated")
    public void terminate(@PathParam("id") String id) {
        deliver(id, () -> client().terminate(id, null));
    }

    @POST
    @Path("/{id}/restart")
    @ResponseStatus(202)
    @Operation(summary = "Starts an ended instance again with the same input, under the same id")
    public Restarted restart(@PathParam("id") String id) {
        Optional<Started> started = answered(() -> client().restart(id, true));
        if (started.orElseThrow(() -> unknown(id)) instanceof Started.Created created) {
            return new Restarted(created.instanceId());
        }
        throw new ProblemException(Problem.conflict("The instance has not ended. Terminate it first."));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes an ended instance with its history; its id stays used")
    public void purge(@PathParam("id") String id) {
        InstanceView instance = show(id);
        if (!answered(() -> client().purge(id))) {
            throw new ProblemException(
                    Problem.conflict("The instance is " + instance.status() + ". Only ended ones can be removed."));
        }
    }

    /** What is no JSON would be lost on the workflow that waits for it. */
    private @Nullable String json(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return null;
        }
        try {
            return json.readTree(body).toString();
        } catch (JsonProcessingException e) {
            throw new ProblemException(Problem.badRequest("The body must be JSON, or nothing."));
        }
    }

    private EngineClient client() {
        return room.client();
    }

    private void deliver(String id, Supplier<Delivered> call) {
        switch (answered(call)) {
            case Delivered.Accepted accepted -> {}
            case Delivered.Repeated repeated -> {}
            case Delivered.Unknown unknown -> throw unknown(id);
            case Delivered.Ended ended -> throw new ProblemException(Problem.conflict("The instance has ended."));
        }
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (EngineUnavailableException e) {
            throw new ProblemException(Problem.unavailable("The workflow engine is unavailable. Try again."));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(String.valueOf(e.getMessage())));
        }
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(Problem.notFound("There is no workflow instance '" + id + "'."));
    }

    private static Set<Status> statuses(@Nullable String status) {
        if (status == null || status.isEmpty()) {
            return Set.of();
        }
        try {
            return Set.of(Status.valueOf(status.toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest(
                    "'status' is pending, running, suspended, completed, failed or terminated, not '" + status + "'."));
        }
    }

    private static int number(@Nullable String limit) {
        try {
            int asked = limit == null || limit.isEmpty() ? 50 : Integer.parseInt(limit);
            if (asked >= 1 && asked <= 1_000) {
                return asked;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new ProblemException(Problem.badRequest("'limit' is a number from 1 to 1000, not '" + limit + "'."));
    }
}
