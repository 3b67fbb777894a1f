package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Verdict.Delegates;
import dev.millrace.approval.Verdict.Retracts;
import dev.millrace.contracts.directory.Person;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.tenancy.Directories;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Hands a say on, and takes a word back, under the lock of the question's row. */
@Singleton
class Delegating {

    private final Locked locked;
    private final Approvals approvals;
    private final Ledger ledger;
    private final Directories directories;
    private final Invitations invitations;
    private final Clock clock;

    Delegating(
            Locked locked,
            Approvals approvals,
            Ledger ledger,
            Directories directories,
            Invitations invitations,
            Clock clock) {
        this.locked = locked;
        this.approvals = approvals;
        this.ledger = ledger;
        this.directories = directories;
        this.invitations = invitations;
        this.clock = clock;
    }

    Uni<Answer> delegate(Delivery<?> delivery, ApprovalEvent.DelegationRequested wish) {
        return locked.act(
                        delivery,
                        wish,
                        (asked, used) -> HandOver.judge(
                                asked,
                                directories.find(asked.approval().tenant()),
                                wish,
                                delivery.event().time(),
                                used),
                        (connection, asked, verdict) -> verdict instanceof Delegates(Person to)
                                ? handOn(connection, delivery, asked, wish, to)
                                : Uni.createFrom().item(Answer.done()))
                .call(answer -> answer instanceof Answer.Refused || answer instanceof Answer.Done
                        ? Uni.createFrom().voidItem()
                        : invitations.sendTo(delivery.event().context().tenant(), wish.approval(), wish.to()));
    }

    Uni<Answer> retract(Delivery<?> delivery, ApprovalEvent.RetractionRequested wish) {
        return locked.act(
                delivery,
                wish,
                (asked, used) -> HandOver.judge(asked, wish, delivery.event().time(), used),
                (connection, asked, verdict) -> verdict instanceof Retracts
                        ? ledger.retract(connection, asked.approval(), wish.person())
                                .replaceWith(Answer.done())
                        : Uni.createFrom().item(Answer.done()));
    }

    private Uni<Answer> handOn(
            SqlConnection connection,
            Delivery<?> delivery,
            Asked asked,
            ApprovalEvent.DelegationRequested wish,
            Person to) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Approval approval = asked.approval();
        return approvals
                .handOn(connection, approval, wish.person(), to, now)
                .chain(done -> approvals.approvers(connection, approval.tenant(), approval.id()))
                .map(approvers -> new Answer.Reply(delivery.reply(
                        "delegated",
                        new ApprovalEvent.Delegated(
                                approval.id(),
                                Locked.teller(asked, wish),
                                to.name(),
                                new Asked(approval, approvers)
                                        .silent().stream().map(Approver::name).toList()),
                        approval.context(),
                        clock)));
    }
}
