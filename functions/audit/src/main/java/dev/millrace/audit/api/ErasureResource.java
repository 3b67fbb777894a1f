package dev.millrace.audit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.audit.log.Erasures;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.AuditEvent.ErasureRequested;
import dev.millrace.platform.event.Sink;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** The door for erasures: it publishes the request, which is carried out when it is delivered here as an event. */
@Path("/erasures")
public class ErasureResource {

    private static final String SOURCE = "/audit/erasures";
    private static final int LONGEST = 1000;

    private final ObjectMapper json;
    private final Erasures erasures;
    private final Sink sink;
    private final Clock clock;

    ErasureResource(ObjectMapper json, Erasures erasures, Sink sink, Clock clock) {
        this.json = json;
        this.erasures = erasures;
        this.sink = sink;
        this.clock = clock;
    }

    /**
     * What an operator sends.
     *
     * @param tenant whose ticket it is: two tenants may call their hosts and projects alike
     * @param correlationId the ticket, as {@code host/project/id}
     * @param reason names no person
     */
    public record ErasureRequest(String tenant, String correlationId, String reason) {}

    /** @param event id of the event that asks for the erasure */
    public record Accepted(String event) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Cuts all entries of a ticket from the content of their events",
            description = "Answers 202 when the request is on its way. All proofs stay valid.")
    public Uni<Response> erase(
            @RequestBody(content = @Content(schema = @Schema(implementation = ErasureRequest.class))) byte[] body) {
        ErasureRequest request = read(body);
        TenantId tenant = tenant(request.tenant());
        return erasures.last(tenant, request.correlationId())
                .map(last -> event(
                        tenant,
                        request,
                        last.orElseThrow(() -> new ProblemException(
                                Problem.notFound("The log has no entry of this ticket of this tenant.")))))
                .call(sink::publish)
                .map(event -> Response.accepted(new Accepted(event.id().value()))
                        .type(MediaType.APPLICATION_JSON)
                        .build());
    }

    /** @param last what there is to erase: the same request is the same event until there is more */
    private Event<ErasureRequested> event(TenantId tenant, ErasureRequest request, long last) {
        var context =
                new Event.Context(tenant, request.correlationId(), null, null, null, DataClassification.CONFIDENTIAL);
        return new Event<>(
                EventId.derived(SOURCE, tenant.value(), request.correlationId(), request.reason(), Long.toString(last)),
                URI.create(SOURCE),
                Catalogue.typeOf(ErasureRequested.class),
                clock.instant(),
                context,
                new ErasureRequested(request.correlationId(), "operator", request.reason()));
    }

    private ErasureRequest read(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            return new ErasureRequest(text(node, "tenant"), text(node, "correlationId"), text(node, "reason"));
        } catch (IOException e) {
            throw new ProblemException(Problem.badRequest("The body must be JSON: tenant, correlationId and reason."));
        }
    }

    private static TenantId tenant(String text) {
        try {
            return new TenantId(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(Problem.badRequest("'tenant' must be the id of a tenant."));
        }
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asText("");
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new ProblemException(Problem.badRequest(
                    "'" + name + "' must be a text of 1 to " + LONGEST + " characters without control characters."));
        }
        return text;
    }
}
