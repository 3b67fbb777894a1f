package dev.millrace.approval.api;

import dev.millrace.approval.Approval;
import dev.millrace.approval.ApprovalQuery;
import dev.millrace.approval.Approvals;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.Ledger;
import dev.millrace.approval.VoteDoor;
import dev.millrace.approval.link.Links;
import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import dev.millrace.contracts.events.ApprovalEvent.Origin;
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
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The questions over HTTP. */
@Singleton
@Path("/approvals/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SecurityScheme(securitySchemeName = "operator", type = SecuritySchemeType.HTTP, scheme = "bearer")
@SecurityRequirement(name = "operator")
public class ApprovalsResource {

    private static final Origin API = new Origin(null, "API");
    private static final List<String> STATES = List.of("open", "approved", "rejected", "withdrawn", "void", "expired");
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_COMMENT = 1_000;

    private final Approvals approvals;
    private final Ledger ledger;
    private final Links links;
    private final VoteDoor door;
    private final Clock clock;

    ApprovalsResource(Approvals approvals, Ledger ledger, Links links, VoteDoor door, Clock clock) {
        this.approvals = approvals;
        this.ledger = ledger;
        this.links = links;
        this.door = door;
        this.clock = clock;
    }

    /**
     * @param as id of the person in whose name it is decided
     * @param comment 1 to 1,000 characters; needed for a no
     */
    record Order(
            @Nullable String as,
            @Nullable Boolean approves,
            @Nullable String comment) {}

    /** @param status where to see what becomes of it */
    record Accepted(String status) {}

    @GET
    @Operation(summary = "Lists questions, the newest first")
    public Uni<ApprovalList> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("tenant") @Nullable String tenant,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable String limit) {
        int shown = new Parameter("limit", limit).limit(PAGE, LARGEST_PAGE);
        var query = new ApprovalQuery(
                new Parameter("state", state).oneOf(STATES),
                new Parameter("tenant", tenant).wordsIfGiven(LONGEST_NAME),
                Cursor.after(after),
                shown + 1);
        return approvals.list(query).map(found -> ApprovalList.of(found, shown, clock.instant()));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Shows one question with its people, their links, and everything that they did")
    public Uni<ApprovalDetail> show(@PathParam("id") String id) {
        return find(id).chain(asked -> ledger.trail(
                        asked.approval().tenant(), asked.approval().id())
                .map(trail -> new ApprovalDetail(
                        ApprovalView.of(asked.approval(), clock.instant()),
                        asked.approvers().stream()
                                .map(approver -> person(asked.approval(), approver))
                                .toList(),
                        trail.acts(),
                        trail.views())));
    }

    @POST
    @Path("/{id}/decision")
    @ResponseStatus(202)
    @Operation(summary = "Decides in the name of somebody who may decide")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "It was handed in")
    @APIResponse(responseCode = "409", description = "It is decided, overdue, or not theirs to decide any more")
    public Uni<Accepted> decide(@PathParam("id") String id, @Nullable Order order) {
        if (order == null || order.approves() == null) {
            throw new Parameter("approves", null).bad("true or false");
        }
        String person = new Parameter("as", order.as()).words(LONGEST_NAME);
        boolean approves = order.approves();
        String said = order.comment();
        if (!approves && (said == null || said.isBlank())) {
            throw new Parameter("comment", said).bad("said when it is a no: why");
        }
        String comment = said == null || said.isBlank() ? null : new Parameter("comment", said).words(LONGEST_COMMENT);
        return find(id).chain(asked -> {
            requireMay(asked, person);
            return door.publish(asked.approval(), vote(asked.approval(), person, approves, comment))
                    .replaceWith(
                            new Accepted("/approvals/api/" + asked.approval().id()));
        });
    }

    private void requireMay(Asked asked, String person) {
        Approver approver = asked.approver(person)
                .orElseThrow(() -> conflict("'" + person + "' is not among those who may decide this question."));
        if (approver.vote() != null) {
            throw conflict(approver.name() + " has decided already.");
        }
        if (!asked.approval().isOpen(clock.instant())) {
            throw conflict("This question is decided, or its deadline has passed.");
        }
    }

    /** The same order again is the same event. */
    private static VoteDoor.Vote vote(Approval approval, String person, boolean approves, @Nullable String comment) {
        UUID form = NameUuid.of(
                approval.id().toString(), person, Boolean.toString(approves), Objects.requireNonNullElse(comment, ""));
        return new VoteDoor.Vote(person, approves, comment, form.toString(), Means.OPERATOR, API);
    }

    private ApprovalDetail.Person person(Approval approval, Approver approver) {
        return new ApprovalDetail.Person(
                approver.person(),
                approver.name(),
                links.link(approval, approver.person()),
                approver.askedAt(),
                approver.vote());
    }

    private Uni<Asked> find(String id) {
        UUID known = new Parameter("id", id).uuid();
        return approvals
                .tenantOf(known)
                .chain(tenant -> approvals.find(tenant.orElseThrow(ApprovalsResource::unknown), known))
                .map(found -> found.orElseThrow(ApprovalsResource::unknown));
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.conflict(detail));
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.notFound("There is no such approval, or it is forgotten."));
    }
}
