package dev.millrace.durable.history;

import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a history with turns of the events that an engine keeps. Engines do not keep what an orchestrator answered, so the
 * code answers again, and each answer is held against what happened after it.
 */
public final class Recorder {

    private Recorder() {}

    /**
     * Records an instance.
     *
     * @param events all that the engine has, in its order; they begin with an {@code orchestratorStarted}
     * @param code of the orchestrator, as it is now
     */
    public static Recording record(
            String instance, String orchestrator, List<HistoryEvent> events, TaskOrchestration code) {
        List<Section> sections = sections(events);
        List<Turn> turns = new ArrayList<>();
        List<HistoryEvent> past = new ArrayList<>();
        List<HistoryEvent> confirmed = List.of();
        for (Section section : sections) {
            past.addAll(confirmed);
            OrchestratorResponse response = History.run(instance, past, section.fresh(), code);
            Optional<String> deviation = deviation(section, response);
            if (deviation.isPresent()) {
                return new Recording.Deviates("In turn " + (turns.size() + 1) + " " + deviation.get());
            }
            turns.add(new Turn(confirmed, section.fresh(), response));
            past.addAll(section.fresh());
            confirmed = section.after();
        }
        return new Recording.Recorded(new History(instance, orchestrator, turns));
    }

    /**
     * One turn as an engine keeps it.
     *
     * @param fresh what the orchestrator was shown
     * @param after what it scheduled, and orders that took effect with it
     * @param completion with which it ended the instance, if it did
     */
    private record Section(List<HistoryEvent> fresh, List<HistoryEvent> after, Optional<HistoryEvent> completion) {

        static Section of(List<HistoryEvent> events) {
            List<HistoryEvent> kept = events.stream()
                    .filter(event -> !event.hasExecutionCompleted())
                    .toList();
            int shown =
                    (int) kept.stream().takeWhile(event -> !isScheduling(event)).count();
            return new Section(
                    kept.subList(0, shown),
                    kept.subList(shown, kept.size()),
                    events.stream().filter(HistoryEvent::hasExecutionCompleted).findFirst());
        }

        boolean isTermination() {
            return fresh.stream().anyMatch(HistoryEvent::hasExecutionTerminated);
        }
    }

    private static List<Section> sections(List<HistoryEvent> events) {
        List<List<HistoryEvent>> turns = new ArrayList<>();
        for (HistoryEvent event : events) {
            if (event.hasOrchestratorStarted()) {
                turns.add(new ArrayList<>());
            }
            if (turns.isEmpty()) {
                throw new IllegalArgumentException("a history begins with the start of a turn");
            }
            turns.getLast().add(event);
        }
        return turns.stream().map(Section::of).toList();
    }

    private static boolean isScheduling(HistoryEvent event) {
        return event.hasTaskScheduled() || event.hasTimerCreated() || event.hasSubOrchestrationInstanceCreated();
    }

    private static Optional<String> deviation(Section section, OrchestratorResponse response) {
        if (section.isTermination()) {
            return Optional.empty();
        }
        List<String> done = section.after().stream()
                .filter(Recorder::isScheduling)
                .map(Recorder::words)
                .toList();
        List<String> wouldDo =
                response.getActionsList().stream().flatMap(Recorder::words).toList();
        if (!done.equals(wouldDo)) {
            return Optional.of("the instance did " + done + ", and this release would do " + wouldDo + ".");
        }
        return section.completion().flatMap(end -> ending(end, response));
    }

    private static Optional<String> ending(HistoryEvent end, OrchestratorResponse response) {
        OrchestrationStatus was = end.getExecutionCompleted().getOrchestrationStatus();
        boolean same = response.getActionsList().stream()
                .anyMatch(action -> action.hasCompleteOrchestration()
                        && action.getCompleteOrchestration().getOrchestrationStatus() == was);
        return same ? Optional.empty() : Optional.of("the instance ended, " + was + ", unlike in this release.");
    }

    private static String words(HistoryEvent event) {
        int id = event.getEventId();
        if (event.hasTaskScheduled()) {
            return task(id, event.getTaskScheduled().getName());
        }
        return event.hasTimerCreated()
                ? timer(id)
                : child(id, event.getSubOrchestrationInstanceCreated().getName());
    }

    private static Stream<String> words(OrchestratorAction action) {
        int id = action.getId();
        return switch (action.getOrchestratorActionTypeCase()) {
            case SCHEDULETASK -> Stream.of(task(id, action.getScheduleTask().getName()));
            case CREATETIMER -> Stream.of(timer(id));
            case CREATESUBORCHESTRATION ->
                Stream.of(child(id, action.getCreateSubOrchestration().getName()));
            default -> Stream.empty();
        };
    }

    private static String task(int id, String name) {
        return id + ": activity " + name;
    }

    private static String timer(int id) {
        return id + ": timer";
    }

    private static String child(int id, String name) {
        return id + ": child " + name;
    }
}
