package dev.millrace.durable.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskOrchestrationContext;
import dev.millrace.contracts.Payload;
import dev.millrace.durable.activities.Owner;
import dev.millrace.durable.functions.Activities;
import dev.millrace.durable.functions.ActivityType;
import dev.millrace.durable.functions.Functions;
import dev.millrace.durable.functions.Question;
import dev.millrace.durable.functions.Signal;
import dev.millrace.durable.functions.Stages;
import dev.millrace.durable.functions.Waiting;
import dev.millrace.durable.wire.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What an orchestration works with, for one run of it. */
public final class Desk {

    private final TaskOrchestrationContext ctx;
    private final Job job;
    private final Functions functions;

    public Desk(TaskOrchestrationContext ctx, Job job) {
        this.ctx = ctx;
        this.job = job;
        this.functions = new Functions(ctx, job.work().context());
    }

    public Job job() {
        return job;
    }

    public Functions functions() {
        return functions;
    }

    Activities activities() {
        return functions.activities();
    }

    Owner owner() {
        return new Owner(job.work().tenant(), job.work().classification());
    }

    Instant now() {
        return functions.now();
    }

    /** Asks a function, with the patience that the ticket's policy has for replies. */
    public <T> Question<T> ask(Payload command) {
        return functions.ask(command, job.patience().reply());
    }

    /** Shows people a sentence, on this instance and on the root. */
    public void say(String sentence) {
        ctx.setCustomStatus(sentence);
        if (!job.root().equals(ctx.getInstanceId())) {
            raise(job.root(), Stages.STATUS, Json.tree(sentence));
        }
    }

    private void raise(String instance, String event, JsonNode data) {
        activities().call(ActivityType.RAISE, new Signal(instance, event, data));
    }

    /**
     * Runs a child to its end, and shows its sentences meanwhile.
     *
     * @param forward whether the child wants to hear what happens to the pull request
     * @param fault what a child comes to that failed by itself
     */
    public <I, O> O child(StepType<I, O> type, String name, I input, boolean forward, Function<Stop, O> fault) {
        String id = Stages.child(ctx.getInstanceId(), name);
        Task<JsonNode> child = ctx.callSubOrchestrator(type.name(), Json.tree(input), id, JsonNode.class);
        Function<RuntimeException, O> failed = e -> fault.apply(
                new Stop(Stop.Cause.FAULT, "the step '" + name + "' failed; operators find out why in workflow " + id));
        while (true) {
            Waiting<Optional<O>> waiting = functions.<Optional<O>>await().on(Stages.STATUS, String.class, sentence -> {
                ctx.setCustomStatus(sentence);
                return Optional.empty();
            });
            if (forward) {
                waiting.on(Stages.PULL_REQUEST, JsonNode.class, updated -> {
                    raise(id, Stages.PULL_REQUEST, updated);
                    return Optional.empty();
                });
            }
            Optional<O> end = waiting.onChild(child, type.outcome(), Optional::of, e -> Optional.of(failed.apply(e)))
                    .forever();
            if (end.isPresent()) {
                return end.get();
            }
        }
    }
}
