package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Verdict.Counts;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import dev.millrace.contracts.events.ApprovalEvent.VoteRequested;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Ends a question, under the lock of its row: by what people say, or because it no longer stands. It ends once. */
@Singleton
class Deciding {

    private static final Answer SILENT_YES = new Answer.Refused(
            Problem.unintelligible("Only people approve or reject; a question is withdrawn, void or expired."));

    private final Locked locked;
    private final Approvals approvals;
    private final Ledger ledger;
    private final Clock clock;

    Deciding(Locked locked, Approvals approvals, Ledger ledger, Clock clock) {
        this.locked = locked;
        this.approvals = approvals;
        this.ledger = ledger;
        this.clock = clock;
    }

    Uni<Answer> withdraw(Delivery<?> delivery, ApprovalEvent.WithdrawRequested withdrawal) {
        return switch (withdrawal.outcome()) {
            case APPROVED, REJECTED -> Uni.createFrom().item(SILENT_YES);
            case WITHDRAWN, VOID, EXPIRED ->
                locked.run(
                        delivery,
                        withdrawal.approval(),
                        (connection, asked) -> asked.approval().state() instanceof State.Open
                                ? decide(connection, delivery, asked, withdrawal.outcome(), withdrawal.reason())
                                : Uni.createFrom().item(Answer.done()));
        };
    }

    Uni<Answer> vote(Delivery<?> delivery, VoteRequested vote) {
        return locked.act(
                delivery,
                vote,
                (asked, used) -> VoteRule.judge(
                        asked.approval(),
                        asked.approvers(),
                        vote,
                        delivery.event().time(),
                        used),
                (connection, asked, verdict) -> verdict instanceof Counts counts
                        ? count(connection, delivery, asked, vote, counts)
                        : Uni.createFrom().item(Answer.done()));
    }

    private Uni<Answer> count(
            SqlConnection connection, Delivery<?> delivery, Asked asked, VoteRequested vote, Counts counts) {
        Approval approval = asked.approval();
        var counted = new Approver.Vote(
                Locked.teller(asked, vote),
                vote.approves(),
                vote.comment(),
                delivery.event().time().truncatedTo(ChronoUnit.MICROS));
        Outcome outcome = counts.outcome();
        return ledger.vote(connection, approval, vote.person(), counted)
                .chain(done -> outcome == null
                        ? Uni.createFrom().item(Answer.done())
                        : approvals
                                .approvers(connection, approval.tenant(), approval.id())
                                .chain(approvers -> decide(
                                        connection,
                                        delivery,
                                        new Asked(approval, approvers),
                                        outcome,
                                        vote.comment())));
    }

    private Uni<Answer> decide(
            SqlConnection connection, Delivery<?> delivery, Asked asked, Outcome outcome, @Nullable String comment) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Approval approval = asked.approval();
        var decision = new State.Decided(outcome, now, comment);
        return approvals
                .decide(connection, approval, decision)
                .<Answer>map(done -> new Answer.Reply(
                        delivery.reply("decided", Decision.of(asked, decision), approval.context(), clock)));
    }
}
