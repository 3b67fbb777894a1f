package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a history says was asked for, and the good answers to it.
 *
 * @param question of which an answer tells the number
 */
record Answers(
        String what,
        Predicate<HistoryEvent> asked,
        Predicate<HistoryEvent> answered,
        Function<HistoryEvent, Integer> question) {

    static final Answers ACTIVITY = new Answers(
            "activity",
            HistoryEvent::hasTaskScheduled,
            HistoryEvent::hasTaskCompleted,
            event -> event.getTaskCompleted().getTaskScheduledId());

    static final Answers TIMER = new Answers(
            "timer",
            HistoryEvent::hasTimerCreated,
            HistoryEvent::hasTimerFired,
            event -> event.getTimerFired().getTimerId());

    static final Answers CHILD = new Answers(
            "child",
            HistoryEvent::hasSubOrchestrationInstanceCreated,
            HistoryEvent::hasSubOrchestrationInstanceCompleted,
            event -> event.getSubOrchestrationInstanceCompleted().getTaskScheduledId());

    /** So many were asked for, each once, and each has one answer. */
    void assertOnce(String id, List<HistoryEvent> history, int count) {
        List<Integer> questions =
                history.stream().filter(asked).map(HistoryEvent::getEventId).toList();
        List<Integer> answers = history.stream().filter(answered).map(question).toList();
        assertThat(questions).as("%s, %s asked for", id, what).hasSize(count).doesNotHaveDuplicates();
        assertThat(answers).as("%s, %s answered", id, what).containsExactlyInAnyOrderElementsOf(questions);
    }
}
