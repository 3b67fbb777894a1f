package dev.millrace.costwrite.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.LedgerEvent.CorrectionRequested;
import dev.millrace.contracts.events.LedgerEvent.Rebooking;
import dev.millrace.platform.event.Sink;
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
import org.jspecify.annotations.Nullable;

/** The door for corrections: it publishes the request, and the ledger changes when that event is delivered. */
@Path("/corrections")
public class CorrectionsResource {

    private static final String SOURCE = "/costs/corrections";
    private static final int LONGEST = 250;

    private final Sink sink;
    private final ObjectMapper json;
    private final Clock clock;

    CorrectionsResource(Sink sink, ObjectMapper json, Clock clock) {
        this.sink = sink;
        this.json = json;
        this.clock = clock;
    }

    /**
     * What an operator asks for.
     *
     * @param source of the event whose entry is wrong
     * @param eventId of that event
     * @param rebooking what to book instead; nothing without it
     */
    public record Correction(
            String tenant,
            String source,
            String eventId,
            String reason,
            @Nullable Rebooking rebooking) {}

    /** @param event id of the request, and of the entry that it becomes */
    public record Accepted(String source, String event) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Takes an entry back, and books it anew where a 'rebooking' says how",
            description = "Answers 202 when the request is on its way. The same request again is the same event.")
    public Uni<Response> correct(
            @RequestBody(content = @Content(schema = @Schema(implementation = Correction.class))) byte[] body) {
        Event<CorrectionRequested> event = event(body);
        return sink.publish(event)
                .map(published -> Response.accepted(
                                new Accepted(SOURCE, event.id().value()))
                        .type(MediaType.APPLICATION_JSON)
                        .build());
    }

    private Event<CorrectionRequested> event(byte[] body) {
        JsonNode asked = tree(body);
        TenantId tenant = Parameters.checked(() -> new TenantId(text(asked, "tenant")));
        var request = new CorrectionRequested(
                text(asked, "source"),
                text(asked, "eventId"),
                "operator",
                text(asked, "reason"),
                asked.hasNonNull("rebooking") ? rebooking(asked.get("rebooking")) : null);
        return new Event<>(
                EventId.derived(tenant.value(), request.toString()),
                URI.create(SOURCE),
                Catalogue.typeOf(CorrectionRequested.class),
                clock.instant(),
                Event.Context.of(tenant, DataClassification.INTERNAL),
                request);
    }

    private static Rebooking rebooking(JsonNode node) {
        JsonNode amount = node.path("amount");
        return new Rebooking(
                node.hasNonNull("project") ? text(node, "project") : null,
                node.hasNonNull("key") ? text(node, "key") : null,
                node.hasNonNull("correlationId") ? text(node, "correlationId") : null,
                amount.isObject() ? money(amount) : null);
    }

    private static Money money(JsonNode amount) {
        if (!amount.path("nanos").canConvertToLong() || amount.path("nanos").longValue() < 0) {
            throw Parameters.bad("'amount.nanos' must be a whole number, not below 0.");
        }
        return Parameters.checked(() -> new Money(amount.path("nanos").longValue(), text(amount, "currency")));
    }

    private JsonNode tree(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw Parameters.bad("The body must be JSON: tenant, source, eventId, reason, and perhaps rebooking.");
        }
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asText("");
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw Parameters.bad(
                    "'" + name + "' must be a text of 1 to " + LONGEST + " characters without control characters.");
        }
        return text;
    }
}
