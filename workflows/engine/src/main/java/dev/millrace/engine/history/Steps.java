package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionCompletedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns answers into steps. Pure but for the ids that it takes from a supplier. */
public final class Steps {

    private final EngineConfig.Limits limits;
    private final Supplier<String> ids;

    /**
     * Makes the rules.
     *
     * @param ids make execution ids
     */
    public Steps(EngineConfig.Limits limits, Supplier<String> ids) {
        this.limits = limits;
        this.ids = ids;
    }

    public static Steps of(EngineConfig.Limits limits) {
        return new Steps(limits, () -> UUID.randomUUID().toString().replace("-", ""));
    }

    /**
     * Reads an answer. One that breaks the protocol or a limit fails the instance.
     *
     * @param later messages that came meanwhile; a new generation takes them over
     */
    public Step answer(Execution execution, Episode episode, OrchestratorResponse response, List<Message> later) {
        try {
            Answer answer = Answer.read(execution, episode, response, limits, ids);
            return switch (answer.ending()) {
                case Answer.Goes goes -> going(execution, episode, answer);
                case Answer.Ends ends -> ending(execution, episode, answer, ends, later);
                case Answer.Renews renews -> renewal(execution, episode, answer, renews, later);
            };
        } catch (BadAnswerException e) {
            return failure(execution, episode, new Failure(e.type(), e.getMessage()), later);
        }
    }

    /** Ends the instance because something is wrong with it. */
    public Step.Taken failure(Execution execution, Episode episode, Failure failure, List<Message> later) {
        return ending(
                execution,
                episode,
                Answer.empty(execution.customStatus()),
                new Answer.Ends(Status.FAILED, null, failure),
                later);
    }

    /** Ends the instance because somebody said so; its children end with it. */
    public Step.Taken termination(Execution execution, List<Message> messages, Message order, Instant now) {
        Episode episode = Episode.of(execution, List.of(), now);
        var events = new ArrayList<>(episode.events());
        events.add(order.event());
        String output = order.event().getExecutionTerminated().hasInput()
                ? order.event().getExecutionTerminated().getInput().getValue()
                : null;
        return ending(
                execution,
                new Episode(episode.at(), events, messages),
                Answer.empty(execution.customStatus()),
                new Answer.Ends(Status.TERMINATED, output, null),
                List.of());
    }

    private Step going(Execution execution, Episode episode, Answer answer) {
        var events = new ArrayList<>(episode.events());
        events.addAll(answer.scheduled());
        ByteString encoded = Events.encodePast(events);
        if (execution.events() + events.size() > limits.historyEvents()
                || execution.bytes() + encoded.size() > limits.historyBytes()) {
            throw new BadAnswerException(
                    "HistoryTooLarge",
                    "The history would pass %d events or %d bytes. Continue as new from time to time, or pass references instead of content."
                            .formatted(limits.historyEvents(), limits.historyBytes()));
        }
        Execution next = execution.advanced(events, encoded.size(), status(execution, episode), answer.customStatus());
        boolean sameHead = !execution.isFresh() && next.sameHeadAs(execution);
        var advance = advance(execution, episode, events, encoded, sameHead ? null : next.head(), answer);
        return new Step.Taken(advance, next, replay(events, encoded), answer.activities());
    }

    /** The SDK does not know its own EventSent and stumbles over it. */
    private static ByteString replay(List<HistoryEvent> events, ByteString encoded) {
        if (events.stream().noneMatch(HistoryEvent::hasEventSent)) {
            return encoded;
        }
        return Replay.encode(events);
    }

    private static Status status(Execution execution, Episode episode) {
        Status status = execution.status() == Status.SUSPENDED ? Status.SUSPENDED : Status.RUNNING;
        for (HistoryEvent event : episode.events()) {
            if (event.hasExecutionSuspended()) {
                status = Status.SUSPENDED;
            } else if (event.hasExecutionResumed()) {
                status = Status.RUNNING;
            }
        }
        return status;
    }

    private static Write.Advance advance(
            Execution execution,
            Episode episode,
            List<HistoryEvent> events,
            ByteString encoded,
            Write.@Nullable Head head,
            Answer answer) {
        return new Write.Advance(
                execution.instanceId(),
                execution.generation(),
                execution.steps(),
                episode.at(),
                events,
                encoded,
                head,
                episode.consumed(),
                answer.parcels(),
                answer.children(),
                null);
    }

    private Step.Taken ending(
            Execution execution, Episode episode, Answer answer, Answer.Ends ends, List<Message> later) {
        Instant at = episode.at();
        var events = new ArrayList<>(episode.events());
        events.addAll(answer.scheduled());
        events.add(Events.executionCompleted(at, completed(ends)));
        var parcels = new ArrayList<>(answer.parcels());
        report(execution, at, ends).ifPresent(parcels::add);
        if (ends.status() == Status.TERMINATED) {
            parcels.addAll(terminations(execution, at));
        }
        var consumed = new ArrayList<>(episode.consumed());
        later.stream().filter(Message::isDurable).map(Message::seq).forEach(consumed::add);
        Execution next = execution.advanced(events, 0, ends.status(), answer.customStatus());
        var advance = new Write.Advance(
                execution.instanceId(),
                execution.generation(),
                execution.steps(),
                at,
                events,
                Events.encodePast(events),
                new Write.Head(ends.status(), answer.customStatus(), ends.output(), ends.failure(), null, false),
                consumed,
                parcels,
                answer.children(),
                null);
        return new Step.Taken(advance, next, ByteString.EMPTY, answer.activities());
    }

    private static ExecutionCompletedEvent completed(Answer.Ends ends) {
        var completed = ExecutionCompletedEvent.newBuilder()
                .setOrchestrationStatus(ends.status().wire());
        if (ends.output() != null) {
            completed.setResult(StringValue.of(ends.output()));
        }
        if (ends.failure() != null) {
            completed.setFailureDetails(ends.failure().wire());
        }
        return completed.build();
    }

    /** What the parent hears. */
    private static Optional<Parcel> report(Execution execution, Instant at, Answer.Ends ends) {
        ParentInstanceInfo parent = execution.parent();
        if (parent == null) {
            return Optional.empty();
        }
        int task = parent.getTaskScheduledId();
        HistoryEvent event = switch (ends.status()) {
            case COMPLETED -> Events.childCompleted(at, task, ends.output());
            case TERMINATED ->
                Events.childFailed(
                        at,
                        task,
                        new Failure(
                                "Terminated",
                                "The sub-orchestration '" + execution.instanceId() + "' was terminated."));
            default ->
                Events.childFailed(at, task, ends.failure() == null ? new Failure("Failed", "") : ends.failure());
        };
        var owner = parent.getOrchestrationInstance();
        return Optional.of(
                new Parcel(owner.getInstanceId(), owner.getExecutionId().getValue(), event));
    }

    private static List<Parcel> terminations(Execution execution, Instant at) {
        return execution.pending().values().stream()
                .filter(Pending.Child.class::isInstance)
                .map(Pending.Child.class::cast)
                .map(child -> new Parcel(child.instanceId(), null, Events.executionTerminated(at, null)))
                .toList();
    }

    private Step renewal(
            Execution execution, Episode episode, Answer answer, Answer.Renews renews, List<Message> later) {
        if (episode.isMixed()) {
            return new Step.AskAgain();
        }
        var carried = new ArrayList<Parcel>();
        for (HistoryEvent event : Carried.of(renews.carried(), episode)) {
            carried.add(new Parcel(execution.instanceId(), null, event));
        }
        var consumed = new ArrayList<>(episode.consumed());
        for (Message message : later) {
            if (message.isDurable()) {
                consumed.add(message.seq());
                carried.add(new Parcel(execution.instanceId(), message.fence(), message.event()));
            }
        }
        Execution next = execution
                .advanced(List.of(), 0, status(execution, episode), answer.customStatus())
                .renewed(ids.get(), renews.input(), renews.version());
        var advance = new Write.Advance(
                execution.instanceId(),
                execution.generation(),
                execution.steps(),
                episode.at(),
                List.of(),
                ByteString.EMPTY,
                new Write.Head(next.status(), next.customStatus(), null, null, null, true),
                consumed,
                answer.parcels(),
                answer.children(),
                new Write.Renewal(next.executionId(), next.input(), next.version(), carried));
        return new Step.Taken(advance, atTime(next, episode.at()), ByteString.EMPTY, Map.of());
    }

    private static Execution atTime(Execution execution, Instant clock) {
        return new Execution(
                execution.instanceId(),
                execution.name(),
                execution.version(),
                execution.input(),
                execution.parent(),
                execution.executionId(),
                execution.generation(),
                execution.steps(),
                execution.events(),
                execution.bytes(),
                execution.status(),
                execution.customStatus(),
                execution.startAt(),
                clock,
                execution.pending(),
                execution.sent());
    }
}
