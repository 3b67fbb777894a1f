package dev.millrace.deadletter.http;

import dev.millrace.deadletter.DeadLetter;
import dev.millrace.deadletter.DeadLetters;
import dev.millrace.deadletter.LetterQuery;
import dev.millrace.deadletter.ReplayRule;
import dev.millrace.deadletter.ReplayRule.Verdict;
import dev.millrace.deadletter.State;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.rest.Cursor;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The dead letters over HTTP. */
@Singleton
@Path("/dead-letters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SecurityScheme(securitySchemeName = "operator", type = SecuritySchemeType.HTTP, scheme = "bearer")
@SecurityRequirement(name = "operator")
public class DeadLettersResource {

    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_FILTER = 1024;
    private static final int LONGEST_REASON = 500;

    private final DeadLetters letters;
    private final Door door;
    private final EventView events;
    private final ReplayRule rule;

    DeadLettersResource(DeadLetters letters, ReplayRule rule, Door door, EventView events) {
        this.letters = letters;
        this.door = door;
        this.events = events;
        this.rule = rule;
    }

    /** @param force true to replay although the answer was 409 */
    record ReplayOrder(boolean force) {}

    /** @param reason 1 to 500 characters */
    record DropOrder(@Nullable String reason) {}

    /** @param status where to see what becomes of it */
    record Accepted(String status) {}

    @GET
    @Operation(summary = "Lists dead letters, the last to die first")
    public Uni<LetterPage> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("type") @Nullable String type,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int shown = new Parameter("limit", limit).limit(PAGE, LARGEST_PAGE);
        var query = new LetterQuery(
                new Parameter("state", state).oneOf(State.WORDS),
                new Parameter("tenant", tenant).wordsIfGiven(LONGEST_FILTER),
                new Parameter("type", type).wordsIfGiven(LONGEST_FILTER),
                new Parameter("destination", destination).wordsIfGiven(LONGEST_FILTER),
                Cursor.after(after),
                shown + 1);
        return letters.list(query).map(found -> LetterPage.of(found, shown));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Shows one dead letter with its event")
    public Uni<LetterDetail> show(@PathParam("id") String id) {
        return find(id).chain(letter -> letters.original(letter.id())
                .map(original -> new LetterDetail(
                        LetterView.of(letter),
                        letter.death().error(),
                        events.tree(original.orElseThrow(DeadLettersResource::unknown)))));
    }

    @POST
    @Path("/{id}/replay")
    @ResponseStatus(202)
    @Operation(summary = "Asks for the event to be delivered once more")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "It was asked for")
    @APIResponse(responseCode = "409", description = "It was dropped, or replaying it needs force")
    public Uni<Accepted> replay(@PathParam("id") String id, @Nullable ReplayOrder order) {
        boolean force = order != null && order.force();
        return find(id).call(letter -> switch (letter.state()) {
                    case State.Stored stored -> replay(letter, force);
                    case State.Replayed replayed -> Uni.createFrom().voidItem();
                    case State.Dropped dropped -> conflict("This dead letter was dropped; it cannot be replayed.");
                })
                .map(DeadLettersResource::accepted);
    }

    @POST
    @Path("/{id}/drop")
    @ResponseStatus(202)
    @Operation(summary = "Gives a dead letter up")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "It was asked for")
    @APIResponse(responseCode = "409", description = "It was replayed")
    public Uni<Accepted> drop(@PathParam("id") String id, @Nullable DropOrder order) {
        String reason = new Parameter("reason", order == null ? null : order.reason()).words(LONGEST_REASON);
        return find(id).call(letter -> switch (letter.state()) {
                    case State.Stored stored -> door.drop(letter, reason);
                    case State.Dropped dropped -> Uni.createFrom().voidItem();
                    case State.Replayed replayed ->
                        conflict("This dead letter was replayed. If it dies again, it can be dropped.");
                })
                .map(DeadLettersResource::accepted);
    }

    private Uni<Void> replay(DeadLetter letter, boolean force) {
        return switch (rule.judge(letter)) {
            case Verdict.NeedsForce needs when !force -> conflict(needs.why());
            case Verdict.NeedsForce needs -> door.replay(letter);
            case Verdict.Safe safe -> door.replay(letter);
        };
    }

    private Uni<DeadLetter> find(String id) {
        UUID known = new Parameter("id", id).uuid();
        return letters.find(known).map(found -> found.orElseThrow(DeadLettersResource::unknown));
    }

    private static Accepted accepted(DeadLetter letter) {
        return new Accepted("/dead-letters/" + letter.id());
    }

    private static Uni<Void> conflict(String detail) {
        return Uni.createFrom().failure(new ProblemException(Problem.conflict(detail)));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no such dead letter, or it is forgotten."));
    }
}
