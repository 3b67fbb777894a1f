package dev.millrace.host.api;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of an instance's history, for people.
 *
 * @param what happened, a few words
 * @param detail payload or reason, shortened; empty when there is none
 */
public record TimelineEntry(Instant at, String what, String detail) {

    private static final int LONGEST_DETAIL = 400;

    /** The history as lines, in its order; what only the engine needs is left out. */
    static List<TimelineEntry> of(List<HistoryEvent> history) {
        Map<Integer, String> tasks = new HashMap<>();
        List<TimelineEntry> entries = new ArrayList<>();
        for (HistoryEvent event : history) {
            remember(event, tasks);
            TimelineEntry entry = entry(event, tasks);
            if (entry != null) {
                entries.add(entry);
            }
        }
        return entries;
    }

    private static void remember(HistoryEvent event, Map<Integer, String> tasks) {
        switch (event.getEventTypeCase()) {
            case TASKSCHEDULED ->
                tasks.put(event.getEventId(), event.getTaskScheduled().getName());
            case SUBORCHESTRATIONINSTANCECREATED ->
                tasks.put(
                        event.getEventId(),
                        event.getSubOrchestrationInstanceCreated().getName());
            default -> {}
        }
    }

    private static @Nullable TimelineEntry entry(HistoryEvent event, Map<Integer, String> tasks) {
        return switch (event.getEventTypeCase()) {
            case EXECUTIONSTARTED ->
                line(
                        event,
                        "started " + event.getExecutionStarted().getName(),
                        event.getExecutionStarted().getInput());
            case TASKSCHEDULED ->
                line(
                        event,
                        "asks for " + event.getTaskScheduled().getName(),
                        event.getTaskScheduled().getInput());
            case TASKCOMPLETED ->
                line(
                        event,
                        name(tasks, event.getTaskCompleted().getTaskScheduledId()) + " done",
                        event.getTaskCompleted().getResult());
            case TASKFAILED ->
                line(
                        event,
                        name(tasks, event.getTaskFailed().getTaskScheduledId()) + " failed",
                        event.getTaskFailed().getFailureDetails());
            case SUBORCHESTRATIONINSTANCECREATED ->
                line(
                        event,
                        "starts " + event.getSubOrchestrationInstanceCreated().getName(),
                        event.getSubOrchestrationInstanceCreated().getInstanceId());
            case SUBORCHESTRATIONINSTANCECOMPLETED ->
                line(
                        event,
                        name(tasks, event.getSubOrchestrationInstanceCompleted().getTaskScheduledId()) + " done",
                        event.getSubOrchestrationInstanceCompleted().getResult());
            case SUBORCHESTRATIONINSTANCEFAILED ->
                line(
                        event,
                        name(tasks, event.getSubOrchestrationInstanceFailed().getTaskScheduledId()) + " failed",
                        event.getSubOrchestrationInstanceFailed().getFailureDetails());
            case TIMERCREATED ->
                line(event, "waits until " + instant(event.getTimerCreated().getFireAt()), "");
            case TIMERFIRED -> line(event, "time has come", "");
            case EVENTRAISED ->
                line(
                        event,
                        "hears " + event.getEventRaised().getName(),
                        event.getEventRaised().getInput());
            case EXECUTIONSUSPENDED ->
                line(event, "suspended", event.getExecutionSuspended().getInput());
            case EXECUTIONRESUMED ->
                line(event, "resumed", event.getExecutionResumed().getInput());
            case EXECUTIONTERMINATED ->
                line(event, "terminated", event.getExecutionTerminated().getInput());
            case EXECUTIONCOMPLETED ->
                line(event, "ended", event.getExecutionCompleted().getResult());
            default -> null;
        };
    }

    private static String name(Map<Integer, String> tasks, int id) {
        return tasks.getOrDefault(id, "task " + id);
    }

    private static TimelineEntry line(HistoryEvent event, String what, StringValue detail) {
        return line(event, what, detail.getValue());
    }

    private static TimelineEntry line(HistoryEvent event, String what, TaskFailureDetails failure) {
        return line(event, what, failure.getErrorType() + ": " + failure.getErrorMessage());
    }

    private static TimelineEntry line(HistoryEvent event, String what, String detail) {
        String shown = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
        return new TimelineEntry(instant(event.getTimestamp()), what, shown);
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
