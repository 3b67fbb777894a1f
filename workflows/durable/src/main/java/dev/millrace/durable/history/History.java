package dev.millrace.durable.history;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.OrchestrationRunner;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.ArrayList;
import java.util.List;

/** An instance with all its turns. */
public record History(String instance, String orchestrator, List<Turn> turns) {

    public History {
        turns = List.copyOf(turns);
    }

    /** Runs each turn again, on the history as it was then. */
    public List<OrchestratorResponse> replay(TaskOrchestration code) {
        return requests().stream().map(request -> run(request, code)).toList();
    }

    /** What the orchestrator was asked at each turn. */
    public List<OrchestratorRequest> requests() {
        List<OrchestratorRequest> requests = new ArrayList<>();
        List<HistoryEvent> past = new ArrayList<>();
        for (Turn turn : turns) {
            past.addAll(turn.confirmed());
            requests.add(request(instance, past, turn.fresh()));
            past.addAll(turn.fresh());
        }
        return requests;
    }

    public static OrchestratorResponse run(
            String instance, List<HistoryEvent> past, List<HistoryEvent> fresh, TaskOrchestration code) {
        return run(request(instance, past, fresh), code);
    }

    private static OrchestratorRequest request(String instance, List<HistoryEvent> past, List<HistoryEvent> fresh) {
        return OrchestratorRequest.newBuilder()
                .setInstanceId(instance)
                .addAllPastEvents(past)
                .addAllNewEvents(fresh)
                .build();
    }

    private static OrchestratorResponse run(OrchestratorRequest request, TaskOrchestration code) {
        try {
            return OrchestratorResponse.parseFrom(OrchestrationRunner.loadAndRun(request.toByteArray(), code));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("The SDK answers in its own protocol", e);
        }
    }
}
