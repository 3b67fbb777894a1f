package dev.millrace.engine.history;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a history leaves open. */
record Outstanding(Instant clock, Map<Integer, Pending> pending, Set<Integer> sent) {

    static Outstanding of(List<HistoryEvent> history) {
        return new Outstanding(Instant.EPOCH, new HashMap<>(), new HashSet<>()).after(history);
    }

    /** Changes and returns the collections of this record. */
    Outstanding after(List<HistoryEvent> events) {
        Instant time = clock;
        for (HistoryEvent event : events) {
            switch (event.getEventTypeCase()) {
                case ORCHESTRATORSTARTED -> time = Events.instant(event.getTimestamp());
                case TASKSCHEDULED -> pending.put(event.getEventId(), Pending.Activity.of(event.getTaskScheduled()));
                case TIMERCREATED ->
                    pending.put(
                            event.getEventId(),
                            new Pending.Timer(
                                    Events.instant(event.getTimerCreated().getFireAt())));
                case SUBORCHESTRATIONINSTANCECREATED ->
                    pending.put(
                            event.getEventId(),
                            new Pending.Child(
                                    event.getSubOrchestrationInstanceCreated().getInstanceId()));
                case EVENTSENT -> sent.add(event.getEventId());
                default -> Events.resultOf(event).ifPresent(pending::remove);
            }
        }
        return new Outstanding(time, pending, sent);
    }
}
