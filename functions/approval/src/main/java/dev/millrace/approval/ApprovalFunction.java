package dev.millrace.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.problem.Problem;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;

/** A question, a reminder, a withdrawal or what somebody does about it in; what became of the question out. */
public class ApprovalFunction {

    private static final Problem OWN_FACT =
            Problem.unintelligible("This function says what became of a question; nobody needs to tell it.");

    private final Entrance entrance;
    private final Opening opening;
    private final Reminding reminding;
    private final Deciding deciding;
    private final Delegating delegating;

    @Inject
    ApprovalFunction(
            Entrance entrance, Opening opening, Reminding reminding, Deciding deciding, Delegating delegating) {
        this.entrance = entrance;
        this.opening = opening;
        this.reminding = reminding;
        this.deciding = deciding;
        this.delegating = delegating;
    }

    @Funq("approval")
    public Uni<CloudEvent<JsonNode>> take(CloudEvent<byte[]> event) {
        return entrance.receive(event, ApprovalEvent.class, this::answer);
    }

    private Uni<Answer> answer(Delivery<ApprovalEvent> delivery) {
        return switch (delivery.data()) {
            case ApprovalEvent.Requested question -> opening.open(delivery, question);
            case ApprovalEvent.ReminderRequested reminder -> reminding.remind(delivery, reminder);
            case ApprovalEvent.WithdrawRequested withdrawal -> deciding.withdraw(delivery, withdrawal);
            case ApprovalEvent.VoteRequested vote -> deciding.vote(delivery, vote);
            case ApprovalEvent.DelegationRequested wish -> delegating.delegate(delivery, wish);
            case ApprovalEvent.RetractionRequested wish -> delegating.retract(delivery, wish);
            case ApprovalEvent.Opened fact -> refused();
            case ApprovalEvent.Reminded fact -> refused();
            case ApprovalEvent.Delegated fact -> refused();
            case ApprovalEvent.Decided fact -> refused();
            case ApprovalEvent.Viewed fact -> refused();
        };
    }

    private static Uni<Answer> refused() {
        return Uni.createFrom().item(new Answer.Refused(OWN_FACT));
    }
}
