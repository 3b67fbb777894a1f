package dev.millrace.approval.api;

import dev.millrace.approval.Approval;
import dev.millrace.approval.ApprovalQuery;
import dev.millrace.approval.Approvals;
import dev.millrace.approval.Approver;
import dev.millrace.approval.Ledger;
import dev.millrace.approval.link.Links;
import dev.millrace.platform.rest.Cursor;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.Nullable;

/** The questions over HTTP, to look at. */
@Singleton
@Path("/approvals/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SecurityScheme(securitySchemeName = "operator", type = SecuritySchemeType.HTTP, scheme = "bearer")
@SecurityRequirement(name = "operator")
public class ApprovalsResource {

    private static final List<String> STATES = List.of("open", "approved", "rejected", "withdrawn", "void", "expired");
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 200;
    private static final int LONGEST_NAME = 200;

    private final Approvals approvals;
    private final Ledger ledger;
    private final Links links;
    private final Questions questions;
    private final Clock clock;

    ApprovalsResource(Approvals approvals, Ledger ledger, Links links, Questions questions, Clock clock) {
        this.approvals = approvals;
        this.ledger = ledger;
        this.links = links;
        this.questions = questions;
        this.clock = clock;
    }

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
        return questions
                .find(id)
                .chain(asked -> ledger.trail(
                                asked.approval().tenant(), asked.approval().id())
                        .map(trail -> new ApprovalDetail(
                                ApprovalView.of(asked.approval(), clock.instant()),
                                asked.approvers().stream()
                                        .map(approver -> person(asked.approval(), approver))
                                        .toList(),
                                trail.acts(),
                                trail.views())));
    }

    private ApprovalDetail.Person person(Approval approval, Approver approver) {
        return new ApprovalDetail.Person(
                approver.person(),
                approver.name(),
                links.link(approval, approver.person()),
                approver.askedAt(),
                approver.handedFrom(),
                approver.handedTo(),
                approver.vote());
    }
}
