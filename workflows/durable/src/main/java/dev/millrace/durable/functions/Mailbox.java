package dev.millrace.durable.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOrchestrationContext;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The external events and timers that an orchestration waits for. It waits for each name once at a time and reuses what
 * it did not use up: in the SDK an abandoned wait would take the event from the next one.
 */
final class Mailbox {

    private final TaskOrchestrationContext ctx;
    private final Map<String, Task<JsonNode>> events = new HashMap<>();
    private final Map<Instant, Task<Void>> timers = new HashMap<>();

    Mailbox(TaskOrchestrationContext ctx) {
        this.ctx = ctx;
    }

    Instant now() {
        return ctx.getCurrentInstant();
    }

    Task<JsonNode> event(String name) {
        return events.computeIfAbsent(name, absent -> ctx.waitForExternalEvent(absent, JsonNode.class));
    }

    /** The next wait for this name is for the next event. */
    void usedUp(String name) {
        events.remove(name);
    }

    /** Waits until one of the tasks is done or the time has come. The SDK's timers cannot be cancelled: one per instant. */
    void awaitAny(List<Task<?>> tasks, Instant deadline) {
        if (tasks.stream().anyMatch(Task::isDone) || !now().isBefore(deadline)) {
            return;
        }
        List<Task<?>> all = new ArrayList<>(tasks);
        all.add(timers.computeIfAbsent(deadline, at -> ctx.createTimer(at.atZone(ZoneOffset.UTC))));
        awaitAny(all);
    }

    void awaitAny(List<Task<?>> tasks) {
        try {
            ctx.anyOf(tasks).await();
        } catch (TaskFailedException e) {
            // The task that failed says so to whoever takes its result.
            return;
        }
    }

    void sleep(Duration duration) {
        // By anyOf, because awaiting a timer longer than the SDK's greatest interval returns after the first interval.
        awaitAny(List.of(), now().plus(duration));
    }
}
