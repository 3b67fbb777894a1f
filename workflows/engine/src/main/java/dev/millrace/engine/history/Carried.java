package dev.millrace.engine.history;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.Comparator;
import java.util.List;

/**
 * The raised events that really go along when an orchestrator continues as new. The SDK answers with a set: in no order,
 * and with the event that made it continue, although that one is used up.
 */
final class Carried {

    private static final Comparator<HistoryEvent> BY_TIME =
            Comparator.comparing(event -> Events.instant(event.getTimestamp()));

    private Carried() {}

    static List<HistoryEvent> of(List<HistoryEvent> answered, Episode episode) {
        return answered.stream()
                .filter(HistoryEvent::hasEventRaised)
                .filter(event ->
                        !(episode.isOneRaised() && event.equals(episode.events().getLast())))
                .sorted(BY_TIME)
                .toList();
    }
}
