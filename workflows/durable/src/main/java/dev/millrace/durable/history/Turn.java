package dev.millrace.durable.history;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.List;

/**
 * One run of an orchestrator.
 *
 * @param confirmed what the turn before it scheduled, as history
 * @param fresh what happened since
 * @param response what the orchestrator did
 */
public record Turn(List<HistoryEvent> confirmed, List<HistoryEvent> fresh, OrchestratorResponse response) {

    public Turn {
        confirmed = List.copyOf(confirmed);
        fresh = List.copyOf(fresh);
    }
}
