package dev.millrace.engine.run;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Status;
import dev.millrace.engine.history.Episode;
import dev.millrace.engine.history.Execution;
import dev.millrace.engine.history.Mailbox;
import dev.millrace.engine.history.Step;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Stored;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import dev.millrace.engine.work.OrchestratorWork;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An instance in memory, while it has something to do. One step at a time: an episode goes to a worker, its answer to
 * the writer, and what the answer asks for is done after the commit. Thread-safe; its lock is never held while it waits.
 */
final class Live {

    private static final System.Logger LOG = System.getLogger(Live.class.getName());

    private final String id;
    private final int shard;
    private final Crew crew;
    private final Mailbox mailbox = new Mailbox();
    private final Set<Integer> running = new HashSet<>();
    /** Unknown until it is read. */
    private @Nullable Position position;

    private Doing doing = new Doing.Nothing();
    private long questions;
    private boolean retired;

    private Live(String id, Crew crew) {
        this.id = id;
        this.shard = Shards.of(id);
        this.crew = crew;
    }

    /** An instance whose state is still to be read. */
    static Live unread(String id, Crew crew) {
        return new Live(id, crew);
    }

    /** An instance that has just been made. */
    static Live made(Write.Start start, Crew crew) {
        var live = new Live(start.instanceId(), crew);
        live.position = Position.made(start, live.mailbox);
        return live;
    }

    String id() {
        return id;
    }

    int shard() {
        return shard;
    }

    /** Takes over what was read. */
    synchronized void read(Stored stored) {
        if (isRead()) {
            return;
        }
        if (stored.instance().status().isTerminal()) {
            crew.discard(stored.inbox().stream().map(Message::seq).toList());
            retire();
            return;
        }
        Position restored = Position.restored(stored, mailbox);
        position = restored;
        restored.activitiesToRun(stored.inbox())
                .forEach((task, action) -> dispatch(restored.execution(), task, action));
        restored.fireTimers(crew.now());
        pump();
    }

    /** Begins work on an instance that was made. */
    synchronized void begin() {
        pump();
    }

    /** Nothing is known of the instance: it was purged meanwhile. */
    synchronized void vanish() {
        retire();
    }

    /** Takes a message, unless the instance has left memory. */
    synchronized boolean deliver(Message message) {
        if (retired) {
            return false;
        }
        mailbox.add(message);
        if (message.event().hasExecutionTerminated() && doing instanceof Doing.Asking(long question, Episode episode)) {
            mailbox.putBack(episode.taken());
            doing = new Doing.Nothing();
        }
        pump();
        return true;
    }

    /** Looks whether a timer is due. */
    synchronized boolean wake() {
        if (retired) {
            return false;
        }
        if (position != null) {
            position.fireTimers(crew.now());
            pump();
        }
        return true;
    }

    /** Stops all work: the instance moved to another host, or is gone. */
    synchronized void retire() {
        retired = true;
        crew.retired(this);
    }

    synchronized boolean isCurrent() {
        return !retired;
    }

    private void pump() {
        Position here = position;
        if (retired || here == null || !(doing instanceof Doing.Nothing)) {
            return;
        }
        Optional<Message> termination = mailbox.termination();
        if (termination.isPresent()) {
            terminate(here.execution(), termination.get());
            return;
        }
        Optional<Episode> next = here.next(crew.now());
        if (next.isPresent()) {
            ask(here, next.get());
        } else if (running.isEmpty()) {
            rest(here.execution());
        }
    }

    private void rest(Execution current) {
        Instant wakeAt = current.wakeAt();
        retire();
        if (wakeAt != null) {
            crew.wakeAt(id, wakeAt);
        }
    }

    private void terminate(Execution current, Message order) {
        List<Message> all = mailbox.takeAll();
        var step = crew.steps().termination(current, all, order, crew.now());
        write(step, new Episode(crew.now(), List.of(), all));
    }

    private void ask(Position here, Episode episode) {
        if (episode.isEmpty()) {
            crew.discard(episode.consumed());
            pump();
            return;
        }
        long question = ++questions;
        doing = new Doing.Asking(question, episode);
        crew.ask(new OrchestratorWork(
                id, here.execution().name(), here.request(episode), outcome -> answered(question, episode, outcome)));
    }

    /** An answer may come late, after the instance was terminated or asked again. */
    private boolean isAsking(long question) {
        return !retired && doing instanceof Doing.Asking asking && asking.question() == question;
    }

    private synchronized void answered(long question, Episode episode, OrchestratorWork.Outcome outcome) {
        Position here = position;
        if (here == null || !isAsking(question)) {
            return;
        }
        switch (outcome) {
            case OrchestratorWork.Outcome.Failed(Failure failure) ->
                write(crew.steps().failure(here.execution(), episode, failure, mailbox.takeAll()), episode);
            case OrchestratorWork.Outcome.Answered(OrchestratorResponse response) -> take(here, episode, response);
        }
    }

    private void take(Position here, Episode episode, OrchestratorResponse response) {
        List<Message> later = mailbox.takeAll();
        switch (crew.steps().answer(here.execution(), episode, response, later)) {
            case Step.AskAgain again -> {
                here.askAgain(episode, later);
                doing = new Doing.Nothing();
                pump();
            }
            case Step.Taken taken -> {
                here.putBackLater(taken, later);
                write(taken, episode);
            }
        }
    }

    private void write(Step.Taken step, Episode episode) {
        doing = new Doing.Writing();
        crew.write(new Writer.Job(step.advance(), this::isCurrent, verdict -> {
            switch (verdict) {
                case Writer.Verdict.Durable(Written written) -> committed(step, (Written.Advanced) written);
                case Writer.Verdict.Refused(RuntimeException why) -> refused(step, episode, why);
            }
        }));
    }

    private void committed(Step.Taken step, Written.Advanced written) {
        Execution next = step.next();
        synchronized (this) {
            if (retired || position == null) {
                return;
            }
            position.advanced(step);
            doing = new Doing.Nothing();
            if (step.isRenewal()) {
                running.clear();
                mailbox.addAhead(written.postedTo(id));
            }
            step.activities().forEach((task, action) -> dispatch(next, task, action));
            if (next.status().isTerminal()) {
                retire();
            }
        }
        crew.committed(step, written);
        synchronized (this) {
            Instant wakeAt = next.wakeAt();
            if (!retired && wakeAt != null) {
                crew.wakeAt(id, wakeAt);
            }
            pump();
        }
    }

    /** The store will not have this step, ever: then the instance fails, and says why. */
    private synchronized void refused(Step.Taken step, Episode episode, RuntimeException why) {
        if (retired || position == null) {
            return;
        }
        boolean repeated = step.next().status() == Status.FAILED;
        if (crew.isClosing() || repeated) {
            LOG.log(System.Logger.Level.ERROR, "A step could not be written, instance={0}", id, why);
            retire();
        } else {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A step could not be written, so the instance fails, instance={0}",
                    id,
                    why);
            write(crew.steps().failure(position.execution(), episode, Failure.of(why), mailbox.takeAll()), episode);
        }
    }

    private void dispatch(Execution current, int task, ScheduleTaskAction action) {
        running.add(task);
        crew.run(current, task, action, this::done);
    }

    /** An activity has ended. */
    private void done(String executionId, int task, HistoryEvent result) {
        Message message = Message.ofMemory(executionId, result);
        synchronized (this) {
            if (retired || position == null || !position.isIn(executionId) || !running.remove(task)) {
                return;
            }
            if (position.execution().status() != Status.SUSPENDED) {
                mailbox.add(message);
                pump();
                return;
            }
        }
        // A suspended instance may stay so for long: the result must not depend on this memory.
        crew.keep(id, message, () -> deliver(message));
    }

    /** Whether its state was read; until then it cannot know what it has to do. */
    synchronized boolean isRead() {
        return retired || position != null;
    }
}
