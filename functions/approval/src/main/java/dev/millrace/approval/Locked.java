package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.function.BiFunction;

/** Work on a question under the lock of its row, once an event. */
@Singleton
class Locked {

    private static final Answer UNKNOWN =
            new Answer.Refused(Problem.unintelligible("There is no such approval, or it is forgotten."));

    private final Once once;
    private final Approvals approvals;
    private final Ledger ledger;

    Locked(Once once, Approvals approvals, Ledger ledger) {
        this.once = once;
        this.approvals = approvals;
        this.ledger = ledger;
    }

    /** What comes of a verdict. */
    interface Effect {
        Uni<Answer> have(SqlConnection connection, Asked asked, Verdict verdict);
    }

    Uni<Answer> run(Delivery<?> delivery, UUID approval, BiFunction<SqlConnection, Asked, Uni<Answer>> work) {
        return once.inDatabase(
                delivery,
                connection -> approvals
                        .lock(connection, delivery.event().context().tenant(), approval)
                        .chain(found -> found.map(asked -> work.apply(connection, asked))
                                .orElseGet(() -> Uni.createFrom().item(UNKNOWN))));
    }

    /** Judges what somebody does, whatever the page thought of it, notes it, and then lets it have its effect. */
    Uni<Answer> act(
            Delivery<?> delivery, ApprovalEvent.Act act, BiFunction<Asked, Boolean, Verdict> judge, Effect effect) {
        return run(
                delivery,
                act.approval(),
                (connection, asked) -> ledger.isUsed(connection, asked.approval(), act.form())
                        .chain(used -> {
                            Verdict verdict = asked.approval().signIn() && act.means() == Means.LINK
                                    ? new Verdict.Ignored(Verdict.Why.NOT_SIGNED_IN)
                                    : judge.apply(asked, used);
                            return ledger.act(connection, asked.approval(), delivery.event(), act, verdict.word())
                                    .chain(noted -> effect.have(connection, asked, verdict));
                        }));
    }

    /** How somebody is told of who acted, as far as that is known. */
    static String teller(Asked asked, ApprovalEvent.Act act) {
        String name = asked.approver(act.person()).orElseThrow().name();
        return switch (act.means()) {
            case LINK -> "link holder of " + name;
            case PERSON -> name;
            case OPERATOR -> "operator for " + name;
        };
    }
}
