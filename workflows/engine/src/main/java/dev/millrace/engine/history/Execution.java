package dev.millrace.engine.history;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Stored;
import dev.millrace.engine.store.Write;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where one execution of an instance stands, as its committed history says. Immutable.
 *
 * @param generation how often the instance continued as new
 * @param steps committed steps of this generation
 * @param events committed events of this generation
 * @param bytes their size
 * @param startAt the first step may not run before
 * @param clock the orchestrator's time in its last step
 * @param pending what it waits for, by action
 * @param sent actions that sent an event: the SDK repeats them in every answer
 */
public record Execution(
        String instanceId,
        String name,
        @Nullable String version,
        @Nullable String input,
        @Nullable ParentInstanceInfo parent,
        String executionId,
        int generation,
        int steps,
        int events,
        long bytes,
        Status status,
        @Nullable String customStatus,
        @Nullable Instant startAt,
        Instant clock,
        Map<Integer, Pending> pending,
        Set<Integer> sent) {

    public Execution {
        pending = Collections.unmodifiableMap(pending);
        sent = Collections.unmodifiableSet(sent);
    }

    /** An instance that has just been made. */
    public static Execution started(Write.Start start) {
        var request = start.request();
        return new Execution(
                request.instanceId(),
                request.name(),
                request.version(),
                request.input(),
                start.parent(),
                start.executionId(),
                0,
                0,
                0,
                0,
                Status.PENDING,
                null,
                request.startAt(),
                Instant.EPOCH,
                Map.of(),
                Set.of());
    }

    /** What the store says, brought back to life. */
    public static Execution restored(Stored stored) {
        var instance = stored.instance();
        Outstanding outstanding = Outstanding.of(stored.history());
        return new Execution(
                instance.id(),
                instance.name(),
                instance.version(),
                instance.input(),
                stored.parent(),
                instance.executionId(),
                stored.generation(),
                stored.steps(),
                stored.history().size(),
                stored.history().stream()
                        .mapToLong(HistoryEvent::getSerializedSize)
                        .sum(),
                instance.status(),
                instance.customStatus(),
                instance.startAt(),
                outstanding.clock(),
                outstanding.pending(),
                outstanding.sent());
    }

    /**
     * The next generation.
     *
     * @param at the orchestrator's time in the last step of this one
     */
    Execution renewed(String nextExecutionId, Answer answer, Answer.Renews renews, Status nextStatus, Instant at) {
        return new Execution(
                instanceId,
                name,
                renews.version(),
                renews.input(),
                parent,
                nextExecutionId,
                generation + 1,
                0,
                0,
                0,
                nextStatus,
                answer.customStatus(),
                null,
                at,
                Map.of(),
                Set.of());
    }

    /** After one more step. */
    Execution advanced(List<HistoryEvent> more, long size, Status nextStatus, @Nullable String nextCustomStatus) {
        Outstanding outstanding = new Outstanding(clock, new HashMap<>(pending), new HashSet<>(sent));
        Outstanding after = outstanding.after(more);
        return new Execution(
                instanceId,
                name,
                version,
                input,
                parent,
                executionId,
                generation,
                steps + 1,
                events + more.size(),
                bytes + size,
                nextStatus,
                nextCustomStatus,
                startAt,
                after.clock(),
                after.pending(),
                after.sent());
    }

    /** Whether no step was taken in this generation. */
    public boolean isFresh() {
        return steps == 0;
    }

    /** When a timer or a start that was put off is due next; null while the instance is suspended. */
    public @Nullable Instant wakeAt() {
        if (status == Status.SUSPENDED) {
            return null;
        }
        Instant earliest = isFresh() ? startAt : null;
        for (Pending waiting : pending.values()) {
            if (waiting instanceof Pending.Timer timer
                    && (earliest == null || timer.dueAt().isBefore(earliest))) {
                earliest = timer.dueAt();
            }
        }
        return earliest;
    }

    /** Timers that are due, by action, the earliest first. */
    public Map<Integer, Instant> timersDue(Instant now) {
        var due = new LinkedHashMap<Integer, Instant>();
        pending.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Pending.Timer timer && !now.isBefore(timer.dueAt()))
                .sorted(Comparator.comparing(entry -> ((Pending.Timer) entry.getValue()).fireAt()))
                .forEach(entry -> due.put(entry.getKey(), ((Pending.Timer) entry.getValue()).fireAt()));
        return due;
    }

    /** Whether there is work under way that only this history tells of. */
    public boolean isBusy() {
        return pending.values().stream().anyMatch(Pending.Activity.class::isInstance);
    }

    /** The part of the instance's row that this execution decides. */
    Write.Head head() {
        return new Write.Head(status, customStatus, null, null, wakeAt(), isBusy());
    }

    /** Activities whose results are not among these messages: they must be run, again if need be. */
    public Map<Integer, ScheduleTaskAction> activitiesToRun(List<Message> inbox) {
        var answered = new HashSet<Integer>();
        inbox.forEach(message -> Events.resultOf(message.event()).ifPresent(answered::add));
        var open = new LinkedHashMap<Integer, ScheduleTaskAction>();
        pending.forEach((task, waiting) -> {
            if (waiting instanceof Pending.Activity(ScheduleTaskAction action) && !answered.contains(task)) {
                open.put(task, action);
            }
        });
        return open;
    }

    /** Whether the row is as this execution has it, so that a step need not touch it. */
    boolean sameHeadAs(Execution other) {
        return status == other.status
                && Objects.equals(customStatus, other.customStatus)
                && isBusy() == other.isBusy()
                && Objects.equals(wakeAt(), other.wakeAt());
    }
}
