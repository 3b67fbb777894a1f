package dev.millrace.engine.history;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Message;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Messages of one instance that wait for a step, in their order, each once. Not thread-safe. */
public final class Mailbox {

    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private final Set<Long> known = new HashSet<>();

    /** Adds a message unless it is here, or under way in a step, already. */
    public void add(Message message) {
        if (!message.isDurable() || known.add(message.seq())) {
            waiting.add(message);
        }
    }

    /** Puts messages that an orchestrator took along before everything that came in the meantime. */
    public void addAhead(List<Message> carried) {
        waiting.removeAll(carried);
        for (Message message : carried.reversed()) {
            known.add(message.seq());
            waiting.addFirst(message);
        }
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Forgets messages that a committed step consumed. */
    public void consumed(List<Long> seqs) {
        seqs.forEach(known::remove);
    }

    /** Orders to suspend or to resume that come before anything else. */
    static List<Message> leadingOrders(List<Message> messages) {
        return messages.stream()
                .takeWhile(message -> message.isDurable()
                        && (message.event().hasExecutionSuspended()
                                || message.event().hasExecutionResumed()))
                .toList();
    }

    /** Puts messages back to where they were taken from. */
    public void putBack(List<Message> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            waiting.addFirst(messages.get(i));
        }
    }

    /** Everything that waits; the mailbox is empty then. */
    public List<Message> takeAll() {
        List<Message> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** The order to terminate, if it is here. */
    public Optional<Message> termination() {
        return waiting.stream()
                .filter(message -> message.event().hasExecutionTerminated())
                .findFirst();
    }

    /**
     * Takes the messages for the next episode.
     *
     * @param careful one raised event at a time
     * @return empty when the instance should not run now
     */
    public Optional<List<Message>> next(Execution execution, boolean careful, Instant now) {
        if (execution.status() == Status.SUSPENDED && !hasResume()) {
            return Optional.empty();
        }
        boolean fresh = execution.isFresh();
        if (fresh && execution.startAt() != null && now.isBefore(execution.startAt())) {
            return Optional.empty();
        }
        if (waiting.isEmpty()) {
            return fresh ? Optional.of(List.of()) : Optional.empty();
        }
        return Optional.of(careful ? untilRaised(fresh) : takeAll());
    }

    private boolean hasResume() {
        return waiting.stream().map(Message::event).anyMatch(HistoryEvent::hasExecutionResumed);
    }

    private List<Message> untilRaised(boolean fresh) {
        var taken = new ArrayList<Message>();
        while (!waiting.isEmpty() && !waiting.element().event().hasEventRaised()) {
            taken.add(waiting.remove());
        }
        if (taken.isEmpty() && !fresh) {
            taken.add(waiting.remove());
        }
        return taken;
    }
}
