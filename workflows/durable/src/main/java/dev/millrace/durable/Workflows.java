package dev.millrace.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.TaskActivity;
import com.microsoft.durabletask.TaskActivityFactory;
import com.microsoft.durabletask.TaskOrchestrationFactory;
import dev.millrace.durable.activities.Contents;
import dev.millrace.durable.activities.EditWork;
import dev.millrace.durable.activities.PlanWork;
import dev.millrace.durable.functions.ActivityType;
import dev.millrace.durable.functions.Publisher;
import dev.millrace.durable.functions.Signals;
import dev.millrace.durable.steps.Abandon;
import dev.millrace.durable.steps.Approve;
import dev.millrace.durable.steps.BuildAndFix;
import dev.millrace.durable.steps.Draft;
import dev.millrace.durable.steps.Merge;
import dev.millrace.durable.steps.Orchestration;
import dev.millrace.durable.steps.Plan;
import dev.millrace.durable.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** All orchestrations and activities of this room, for an engine, a worker or a Functions host to register. */
public final class Workflows {

    private static final List<Orchestrator> ORCHESTRATORS = List.of(
            new Orchestrator(TicketToPullRequest.NAME, TicketToPullRequest::new),
            new Orchestrator(Plan.TYPE.name(), Plan::new),
            new Orchestrator(Draft.TYPE.name(), Draft::new),
            new Orchestrator(BuildAndFix.TYPE.name(), BuildAndFix::new),
            new Orchestrator(Approve.TYPE.name(), Approve::new),
            new Orchestrator(Merge.TYPE.name(), Merge::new),
            new Orchestrator(Abandon.TYPE.name(), Abandon::new),
            new Orchestrator(Alarm.NAME, Alarm::new));

    private Workflows() {}

    private record Orchestrator(String name, Supplier<Orchestration> maker) implements TaskOrchestrationFactory {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Orchestration create() {
            return maker.get();
        }
    }

    private record Activity<I, R>(ActivityType<I, R> type, Function<I, R> code) implements TaskActivityFactory {

        @Override
        public String getName() {
            return type.name();
        }

        @Override
        public TaskActivity create() {
            return ctx -> Json.tree(code.apply(Json.read(ctx.getInput(JsonNode.class), type.input())));
        }
    }

    public static List<TaskOrchestrationFactory> orchestrations() {
        return List.copyOf(ORCHESTRATORS);
    }

    /** @return a new orchestration; empty when none has this name */
    public static Optional<Orchestration> orchestration(String name) {
        return ORCHESTRATORS.stream()
                .filter(orchestrator -> orchestrator.name().equals(name))
                .findFirst()
                .map(Orchestrator::create);
    }

    public static List<TaskActivityFactory> activities(Publisher publisher, Signals signals, Contents contents) {
        var plans = new PlanWork(contents);
        var edits = new EditWork(contents);
        return List.of(
                new Activity<>(ActivityType.PUBLISH, done(publisher::publish)),
                new Activity<>(ActivityType.RAISE, done(signals::raise)),
                new Activity<>(PlanWork.MAKE_PROMPT, plans::makePrompt),
                new Activity<>(PlanWork.READ, plans::read),
                new Activity<>(EditWork.MAKE_PROMPT, edits::makePrompt),
                new Activity<>(EditWork.READ, edits::read),
                new Activity<>(EditWork.MAKE_FIX_PROMPT, edits::makeFixPrompt),
                new Activity<>(EditWork.MERGE, edits::merge));
    }

    private static <I> Function<I, ActivityType.Done> done(Consumer<I> code) {
        return input -> {
            code.accept(input);
            return new ActivityType.Done();
        };
    }
}
