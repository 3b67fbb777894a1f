package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
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
import java.util.UUID;
import java.util.function.Supplier;

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
     * @param later messages that came meanwhile; orders to suspend or resume that come first take effect with this
     *     step, and a new generation takes the others over
     */
    public Step answer(Execution execution, Episode episode, OrchestratorResponse response, List<Message> later) {
        try {
            Answer answer = Answer.read(execution, episode, response, limits, ids);
            return switch (answer.ending()) {
                case Answer.Goes goes -> going(execution, episode, answer, Mailbox.leadingOrders(later));
                case Answer.Ends ends -> Endings.step(execution, episode, answer, ends, later);
                case Answer.Renews renews -> renewal(execution, episode, answer, renews, later);
            };
        } catch (BadAnswerException e) {
            return failure(execution, episode, new Failure(e.type(), e.getMessage()), later);
        } catch (RuntimeException e) {
            return failure(execution, episode, Failure.of(e), later);
        }
    }

    /** Ends the instance because something is wrong with it. */
    public Step.Taken failure(Execution execution, Episode episode, Failure failure, List<Message> later) {
        return Endings.step(
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
        return Endings.step(
                execution,
                new Episode(episode.at(), events, messages),
                Answer.empty(execution.customStatus()),
                new Answer.Ends(Status.TERMINATED, output, null),
                List.of());
    }

    private Step going(Execution execution, Episode episode, Answer answer, List<Message> orders) {
        var events = new ArrayList<>(episode.events());
        events.addAll(answer.scheduled());
        orders.forEach(order -> events.add(order.event()));
        ByteString encoded = Events.encodePast(events);
        if (execution.events() + events.size() > limits.historyEvents()
                || execution.bytes() + encoded.size() > limits.historyBytes()) {
            throw new BadAnswerException(
                    "HistoryTooLarge",
                    "The history would pass %d events or %d bytes. Continue as new from time to time, or pass references instead of content."
                            .formatted(limits.historyEvents(), limits.historyBytes()));
        }
        Execution next = execution.advanced(events, encoded.size(), status(execution, events), answer.customStatus());
        var consumed = new ArrayList<>(episode.consumed());
        orders.forEach(order -> consumed.add(order.seq()));
        boolean sameHead = !execution.isFresh() && next.sameHeadAs(execution);
        var advance = new Write.Advance(
                execution.instanceId(),
                execution.generation(),
                execution.steps(),
                episode.at(),
                events,
                encoded,
                sameHead ? null : next.head(),
                consumed,
                answer.parcels(),
                answer.children(),
                null);
        return new Step.Taken(advance, next, replay(events, encoded), answer.activities());
    }

    /** The SDK does not know its own EventSent and stumbles over it. */
    private static ByteString replay(List<HistoryEvent> events, ByteString encoded) {
        if (events.stream().noneMatch(HistoryEvent::hasEventSent)) {
            return encoded;
        }
        return Replay.encode(events);
    }

    private static Status status(Execution execution, List<HistoryEvent> events) {
        Status status = execution.status() == Status.SUSPENDED ? Status.SUSPENDED : Status.RUNNING;
        for (HistoryEvent event : events) {
            if (event.hasExecutionSuspended()) {
                status = Status.SUSPENDED;
            } else if (event.hasExecutionResumed()) {
                status = Status.RUNNING;
            }
        }
        return status;
    }

    private Step renewal(
            Execution execution, Episode episode, Answer answer, Answer.Renews renews, List<Message> later) {
        if (episode.isMixed()) {
            return new Step.AskAgain();
        }
        List<Message> orders = Mailbox.leadingOrders(later);
        List<Parcel> carried =
                carried(execution, Carried.of(renews.carried(), episode), later.subList(orders.size(), later.size()));
        var consumed = new ArrayList<>(episode.consumed());
        later.stream().filter(Message::isDurable).map(Message::seq).forEach(consumed::add);
        var events = new ArrayList<>(episode.events());
        orders.forEach(order -> events.add(order.event()));
        Status status = status(execution, events);
        // Held, it has nothing to do before a message says so.
        boolean busy = status != Status.SUSPENDED;
        Execution next = execution.renewed(ids.get(), answer, renews, status, episode.at());
        var advance = new Write.Advance(
                execution.instanceId(),
                execution.generation(),
                execution.steps(),
                episode.at(),
                List.of(),
                ByteString.EMPTY,
                new Write.Head(status, next.customStatus(), null, null, null, busy),
                consumed,
                answer.parcels(),
                answer.children(),
                new Write.Renewal(next.executionId(), next.input(), next.version(), carried));
        return new Step.Taken(advance, next, ByteString.EMPTY, Map.of());
    }

    /** What the next generation finds in its inbox. */
    private static List<Parcel> carried(Execution execution, List<HistoryEvent> raised, List<Message> later) {
        var carried = new ArrayList<Parcel>();
        raised.forEach(event -> carried.add(new Parcel(execution.instanceId(), null, event)));
        later.stream()
                .filter(Message::isDurable)
                .forEach(message -> carried.add(new Parcel(execution.instanceId(), message.fence(), message.event())));
        return carried;
    }
}
