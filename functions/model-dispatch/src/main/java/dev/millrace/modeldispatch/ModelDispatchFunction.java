package dev.millrace.modeldispatch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.modeldispatch.admission.BudgetBlocks;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.problem.Problem;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;

/** A workflow's call of a model in, the answer or a refusal out; and what the ledger says of budgets in. */
public class ModelDispatchFunction {

    private final Entrance entrance;
    private final Once once;
    private final Completions completions;
    private final BudgetBlocks blocks;
    private final DispatchConfig settings;

    ModelDispatchFunction(
            Entrance entrance, Once once, Completions completions, BudgetBlocks blocks, DispatchConfig settings) {
        this.entrance = entrance;
        this.once = once;
        this.completions = completions;
        this.blocks = blocks;
        this.settings = settings;
    }

    @Funq("model-dispatch")
    public Uni<CloudEvent<JsonNode>> dispatch(CloudEvent<byte[]> event) {
        return entrance.receive(event, Payload.class, this::carryOut);
    }

    private Uni<Answer> carryOut(Delivery<Payload> delivery) {
        return switch (delivery.data()) {
            case CompletionEvent.Requested wish ->
                once.outside(delivery, settings.events().lease(), claim -> completions.complete(delivery, wish));
            case BudgetEvent.Reached reached ->
                blocks.apply(delivery.event().context().tenant(), reached).replaceWith(Answer.done());
            case Payload other ->
                Uni.createFrom()
                        .item(new Answer.Refused(Problem.unintelligible(
                                other.getClass().getSimpleName() + " is no command of this function.")));
        };
    }
}
