package dev.millrace.approval.api;

import dev.millrace.approval.ActDoor;
import dev.millrace.approval.ActDoor.Actor;
import dev.millrace.approval.Approval;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.Ledger;
import dev.millrace.approval.Substitutes;
import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import dev.millrace.contracts.events.ApprovalEvent.Origin;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.rest.Parameter;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What an operator does about a question in somebody's name. */
@Singleton
@Path("/approvals/api")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@SecurityRequirement(name = "operator")
public class ActsResource {

    private static final Origin API = new Origin(null, "API");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_COMMENT = 1_000;

    private final Questions questions;
    private final Ledger ledger;
    private final Substitutes substitutes;
    private final ActDoor door;
    private final Clock clock;

    ActsResource(Questions questions, Ledger ledger, Substitutes substitutes, ActDoor door, Clock clock) {
        this.questions = questions;
        this.ledger = ledger;
        this.substitutes = substitutes;
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

    /**
     * @param as id of the person in whose name it is handed on
     * @param to id of the person who decides in their place
     */
    record Delegation(@Nullable String as, @Nullable String to) {}

    /** @param as id of the person in whose name it is taken back */
    record Retraction(@Nullable String as) {}

    /** @param status where to see what becomes of it */
    record Accepted(String status) {}

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
        return questions.find(id).chain(asked -> {
            require(asked, person, Approver::isSilent, "has decided already, or handed it on");
            String words = approves + (comment == null ? "" : comment);
            return actor(asked, person, words)
                    .chain(actor -> door.vote(asked.approval(), actor, approves, comment))
                    .replaceWith(accepted(asked));
        });
    }

    @POST
    @Path("/{id}/delegation")
    @ResponseStatus(202)
    @Operation(summary = "Hands somebody's say on to somebody else of the team, for good")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "It was handed in")
    @APIResponse(responseCode = "409", description = "It is not theirs any more, or the other may not decide")
    public Uni<Accepted> delegate(@PathParam("id") String id, @Nullable Delegation delegation) {
        String person = new Parameter("as", delegation == null ? null : delegation.as()).words(LONGEST_NAME);
        String to = new Parameter("to", delegation == null ? null : delegation.to()).words(LONGEST_NAME);
        return questions.find(id).chain(asked -> {
            require(asked, person, Approver::isSilent, "has decided already, or handed it on");
            if (!substitutes.contain(asked, to)) {
                throw conflict("'" + to + "' is not in the team's directory, was asked already, or wrote the ticket.");
            }
            return actor(asked, person, "delegate " + to)
                    .chain(actor -> door.delegate(asked.approval(), actor, to))
                    .replaceWith(accepted(asked));
        });
    }

    @POST
    @Path("/{id}/retraction")
    @ResponseStatus(202)
    @Operation(summary = "Takes back what somebody said, while others must still decide")
    @APIResponseSchema(value = Accepted.class, responseCode = "202", responseDescription = "It was handed in")
    @APIResponse(responseCode = "409", description = "There is nothing to take back, or it is decided")
    public Uni<Accepted> retract(@PathParam("id") String id, @Nullable Retraction retraction) {
        String person = new Parameter("as", retraction == null ? null : retraction.as()).words(LONGEST_NAME);
        return questions.find(id).chain(asked -> {
            require(asked, person, approver -> approver.vote() != null, "has said nothing that could be taken back");
            return actor(asked, person, "retract")
                    .chain(actor -> door.retract(asked.approval(), actor))
                    .replaceWith(accepted(asked));
        });
    }

    private void require(Asked asked, String person, Predicate<Approver> may, String otherwise) {
        Approver approver = asked.approver(person)
                .orElseThrow(() -> conflict("'" + person + "' is not among those who may decide this question."));
        if (!asked.approval().isOpen(clock.instant())) {
            throw conflict("This question is decided, or its deadline has passed.");
        }
        if (!may.test(approver)) {
            throw conflict(approver.name() + " " + otherwise + ".");
        }
    }

    /** The same order again is the same event, until it is recorded. */
    private Uni<Actor> actor(Asked asked, String person, String words) {
        Approval approval = asked.approval();
        return ledger.trail(approval.tenant(), approval.id()).map(trail -> {
            long before = trail.acts().stream()
                    .filter(act -> act.person().equals(person))
                    .count();
            String form = NameUuid.of(approval.id().toString(), person, Long.toString(before), words)
                    .toString();
            return new Actor(person, form, Means.OPERATOR, API);
        });
    }

    private static Accepted accepted(Asked asked) {
        return new Accepted("/approvals/api/" + asked.approval().id());
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.conflict(detail));
    }
}
