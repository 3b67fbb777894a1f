package dev.millrace.engine.run;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.history.Episode;
import dev.millrace.engine.history.Events;
import dev.millrace.engine.history.Execution;
import dev.millrace.engine.history.Mailbox;
import dev.millrace.engine.history.Replay;
import dev.millrace.engine.history.Step;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Stored;
import dev.millrace.engine.store.Write;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an instance stands: what is committed of it, and what its next step is made of. Shares the mailbox with its
 * instance, whose lock guards both.
 */
final class Position {

    private final Mailbox mailbox;
    /** Timers that are due and in the mailbox, or in a step, already. */
    private final Set<Integer> firing = new HashSet<>();

    private Execution execution;
    /** The encoded past events. */
    private ByteString replay;
    /** Whether events go one by one, because the orchestrator continues as new. */
    private boolean careful;

    private Position(Mailbox mailbox, Execution execution, ByteString replay) {
        this.mailbox = mailbox;
        this.execution = execution;
        this.replay = replay;
    }

    /** An instance that has just been made. */
    static Position made(Write.Start start, Mailbox mailbox) {
        return new Position(mailbox, Execution.started(start), ByteString.EMPTY);
    }

    /** What was read. Messages that came meanwhile are behind those of the store, and each is there once. */
    static Position restored(Stored stored, Mailbox mailbox) {
        List<Message> early = mailbox.takeAll();
        mailbox.consumed(early.stream().map(Message::seq).toList());
        stored.inbox().forEach(mailbox::add);
        early.forEach(mailbox::add);
        return new Position(mailbox, Execution.restored(stored), Replay.encode(stored.history()));
    }

    Execution execution() {
        return execution;
    }

    boolean isIn(String executionId) {
        return execution.executionId().equals(executionId);
    }

    /** Activities that nobody runs when the instance has just come back to memory. */
    Map<Integer, ScheduleTaskAction> activitiesToRun(List<Message> inbox) {
        return execution.activitiesToRun(inbox);
    }

    /** Puts timers that are due into the mailbox. */
    void fireTimers(Instant now) {
        execution.timersDue(now).forEach((timer, fireAt) -> {
            if (firing.add(timer)) {
                mailbox.add(Message.ofMemory(execution.executionId(), Events.timerFired(now, timer, fireAt)));
            }
        });
    }

    /** Takes the messages of the next episode; empty when the instance should not run now. */
    Optional<Episode> next(Instant now) {
        return mailbox.next(execution, careful, now).map(messages -> Episode.of(execution, messages, now));
    }

    /** The encoded request that shows an episode to the orchestrator. */
    ByteString request(Episode episode) {
        return episode.request(execution, replay);
    }

    /** Puts an episode's messages back to be shown one by one. */
    void askAgain(Episode episode, List<Message> later) {
        mailbox.putBack(later);
        mailbox.putBack(episode.taken());
        careful = true;
    }

    /** Puts back what came during a step, unless the step took it, too, or has left nobody to read it. */
    void putBackLater(Step.Taken step, List<Message> later) {
        if (!step.next().status().isTerminal() && !step.isRenewal()) {
            List<Long> consumed = step.advance().consumed();
            mailbox.putBack(later.stream()
                    .filter(message -> !consumed.contains(message.seq()))
                    .toList());
        }
    }

    /** A step is durable. */
    void advanced(Step.Taken step) {
        execution = step.next();
        mailbox.consumed(step.advance().consumed());
        if (step.isRenewal()) {
            replay = ByteString.EMPTY;
            firing.clear();
        } else {
            replay = replay.concat(step.replay());
            firing.retainAll(execution.pending().keySet());
        }
    }
}
