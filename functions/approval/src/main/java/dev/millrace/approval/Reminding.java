package dev.millrace.approval;

import dev.millrace.approval.Approval.Step;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.TenantId;
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
import java.util.List;

/**
 * A step of the escalation: whoever has not decided is reminded, and the next ones may decide as well. The directory is
 * read anew, so that a team that nobody could ask may be mended.
 */
@Singleton
class Reminding {

    private final Locked locked;
    private final Approvals approvals;
    private final Directories directories;
    private final Invitations invitations;
    private final Clock clock;

    Reminding(Locked locked, Approvals approvals, Directories directories, Invitations invitations, Clock clock) {
        this.locked = locked;
        this.approvals = approvals;
        this.directories = directories;
        this.invitations = invitations;
        this.clock = clock;
    }

    Uni<Answer> remind(Delivery<?> delivery, ApprovalEvent.ReminderRequested reminder) {
        TenantId tenant = delivery.event().context().tenant();
        return locked.run(
                        delivery,
                        reminder.approval(),
                        (connection, asked) -> remind(connection, delivery, asked, reminder.step()))
                .call(answer -> answer instanceof Answer.Refused
                        ? Uni.createFrom().voidItem()
                        : invitations.send(tenant, reminder.approval(), reminder.step()));
    }

    private Uni<Answer> remind(SqlConnection connection, Delivery<?> delivery, Asked asked, int step) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Approval approval = asked.approval();
        if (!approval.isOpen(now)) {
            return Uni.createFrom().item(Answer.done());
        }
        Electorate electorate = Electorate.meet(
                directories.find(approval.tenant()),
                approval.question().author(),
                approval.openedAt(),
                reached(approval, step));
        return approvals
                .ask(connection, approval, electorate.people(), now)
                .chain(done -> approvals.approvers(connection, approval.tenant(), approval.id()))
                .map(approvers -> new Asked(approval, approvers))
                .call(anew -> approvals.amend(connection, amended(anew, electorate)))
                .map(anew -> reply(delivery, anew));
    }

    private static List<String> reached(Approval approval, int step) {
        return approval.steps().stream()
                .limit(step + 1L)
                .map(Step::to)
                .flatMap(List::stream)
                .toList();
    }

    /** How many are needed changes only where so many could not be found; that people sign in is never taken back. */
    private static Approval amended(Asked asked, Electorate electorate) {
        Approval approval = asked.approval();
        boolean signIn = approval.signIn() || electorate.signIn();
        if (approval.stuck() == null) {
            return approval.with(approval.needed(), null, signIn);
        }
        int needed = electorate.people().isEmpty() ? approval.needed() : electorate.needed();
        return approval.with(needed, asked.voices() >= needed ? null : electorate.stuck(), signIn);
    }

    private Answer reply(Delivery<?> delivery, Asked asked) {
        return new Answer.Reply(delivery.reply(
                "reminded",
                new ApprovalEvent.Reminded(
                        asked.approval().id(),
                        asked.silent().stream().map(Approver::name).toList()),
                asked.approval().context(),
                clock));
    }
}
