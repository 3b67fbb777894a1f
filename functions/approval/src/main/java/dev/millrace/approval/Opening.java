package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Escalation;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.tenancy.Directories;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Opens a question to the people whom the tenant's directory names. */
@Singleton
class Opening {

    private final Once once;
    private final Approvals approvals;
    private final Directories directories;
    private final Invitations invitations;
    private final Traces traces;
    private final Clock clock;

    Opening(
            Once once,
            Approvals approvals,
            Directories directories,
            Invitations invitations,
            Traces traces,
            Clock clock) {
        this.once = once;
        this.approvals = approvals;
        this.directories = directories;
        this.invitations = invitations;
        this.traces = traces;
        this.clock = clock;
    }

    Uni<Answer> open(Delivery<?> delivery, ApprovalEvent.Requested question) {
        Event<?> event = delivery.event();
        UUID id = id(event);
        return once.inDatabase(delivery, connection -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    Electorate electorate =
                            Electorate.open(directories.find(event.context().tenant()), question.author(), now);
                    Approval approval = approval(id, event, question, electorate, now);
                    return approvals
                            .insert(connection, approval)
                            .chain(done -> traces.keep(
                                    connection, approval, event.context().traceparent()))
                            .chain(done -> approvals.ask(connection, approval, electorate.people(), now))
                            .chain(done -> approvals.approvers(connection, approval.tenant(), id))
                            .map(approvers -> reply(delivery, new Asked(approval, approvers)));
                })
                .call(answer -> answer instanceof Answer.Refused
                        ? Uni.createFrom().voidItem()
                        : invitations.send(event.context().tenant(), id, Invitations.OPENING));
    }

    private Answer reply(Delivery<?> delivery, Asked asked) {
        Approval approval = asked.approval();
        return new Answer.Reply(delivery.reply(
                "opened",
                new ApprovalEvent.Opened(
                        approval.id(),
                        asked.approvers().stream().map(Approver::name).toList(),
                        approval.steps().stream()
                                .map(step -> new Escalation(step.at(), step.to()))
                                .toList(),
                        approval.deadline()),
                delivery.event().context(),
                clock));
    }

    private static Approval approval(
            UUID id, Event<?> event, ApprovalEvent.Requested question, Electorate electorate, Instant now) {
        Event.Context context = event.context();
        return new Approval(
                id,
                context.tenant(),
                context.correlationId(),
                context.instanceId(),
                context.classification(),
                question,
                electorate.steps(),
                electorate.needed(),
                electorate.stuck(),
                electorate.signIn(),
                now,
                electorate.deadline(),
                new State.Open());
    }

    /** The same event opens the same question. */
    private static UUID id(Event<?> event) {
        return NameUuid.of(
                "approval",
                event.context().tenant().value(),
                event.source().toString(),
                event.id().value());
    }
}
