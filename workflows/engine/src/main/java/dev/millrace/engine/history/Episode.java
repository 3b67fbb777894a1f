package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ExecutionStartedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import dev.millrace.engine.store.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What an orchestrator is shown next.
 *
 * @param at the orchestrator's time: later than in every episode before
 * @param events new events, in order
 * @param taken the messages that they came from, and those that were meant for nobody
 */
public record Episode(Instant at, List<HistoryEvent> events, List<Message> taken) {

    public Episode {
        events = List.copyOf(events);
        taken = List.copyOf(taken);
    }

    /**
     * Makes an episode of messages.
     *
     * @param messages in their order; those for another execution, and results that nobody waits for, are left out
     */
    public static Episode of(Execution execution, List<Message> messages, Instant now) {
        Instant at = time(execution, now);
        var events = new ArrayList<HistoryEvent>();
        events.add(Events.orchestratorStarted(at));
        if (execution.isFresh()) {
            events.add(Events.executionStarted(at, started(execution)));
        }
        Set<Integer> answered = new HashSet<>();
        for (Message message : messages) {
            if (isWelcome(execution, message, answered)) {
                events.add(stamped(message.event(), at.plusNanos(events.size())));
            }
        }
        return new Episode(at, events, messages);
    }

    /** The SDK carries raised events over in a set: no two may be equal, and their times must tell their order. */
    private static HistoryEvent stamped(HistoryEvent event, Instant at) {
        return event.hasEventRaised()
                ? event.toBuilder().setTimestamp(Events.timestamp(at)).build()
                : event;
    }

    private static boolean isWelcome(Execution execution, Message message, Set<Integer> answered) {
        if (message.fence() != null && !message.fence().equals(execution.executionId())) {
            return false;
        }
        OptionalInt result = Events.resultOf(message.event());
        if (result.isPresent()) {
            return execution.pending().containsKey(result.getAsInt()) && answered.add(result.getAsInt());
        }
        return switch (message.event().getEventTypeCase()) {
            case EVENTRAISED, EXECUTIONSUSPENDED, EXECUTIONRESUMED -> true;
            default -> false;
        };
    }

    /** The SDK cuts time to milliseconds, and an orchestrator's time must not stand still. */
    private static Instant time(Execution execution, Instant now) {
        return Instant.ofEpochMilli(
                Math.max(now.toEpochMilli(), execution.clock().toEpochMilli() + 1));
    }

    private static ExecutionStartedEvent started(Execution execution) {
        var started = ExecutionStartedEvent.newBuilder()
                .setName(execution.name())
                .setOrchestrationInstance(OrchestrationInstance.newBuilder()
                        .setInstanceId(execution.instanceId())
                        .setExecutionId(StringValue.of(execution.executionId())));
        if (execution.version() != null) {
            started.setVersion(StringValue.of(execution.version()));
        }
        if (execution.input() != null) {
            started.setInput(StringValue.of(execution.input()));
        }
        if (execution.parent() != null) {
            started.setParentInstance(execution.parent());
        }
        if (execution.startAt() != null) {
            started.setScheduledStartTimestamp(Events.timestamp(execution.startAt()));
        }
        return started.build();
    }

    /** Whether there is anything to show. */
    public boolean isEmpty() {
        return events.size() == 1;
    }

    /** Whether events were raised together with something else: then the answer to "continue as new" is ambiguous. */
    boolean isMixed() {
        return raised() > 0 && events.size() > 2;
    }

    /** Whether this is one raised event and nothing else. */
    boolean isOneRaised() {
        return raised() == 1 && events.size() == 2;
    }

    private long raised() {
        return events.stream().filter(HistoryEvent::hasEventRaised).count();
    }

    /** The places in the inbox that a step with this episode empties. */
    public List<Long> consumed() {
        return taken.stream().filter(Message::isDurable).map(Message::seq).toList();
    }

    /**
     * The encoded request for the orchestrator.
     *
     * @param past the encoded past events
     */
    public ByteString request(Execution execution, ByteString past) {
        ByteString head = OrchestratorRequest.newBuilder()
                .setInstanceId(execution.instanceId())
                .setExecutionId(StringValue.of(execution.executionId()))
                .build()
                .toByteString();
        ByteString fresh =
                OrchestratorRequest.newBuilder().addAllNewEvents(events).build().toByteString();
        return head.concat(past).concat(fresh);
    }
}
