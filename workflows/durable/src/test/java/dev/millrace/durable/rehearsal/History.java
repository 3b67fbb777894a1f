package dev.millrace.durable.rehearsal;

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
        List<OrchestratorResponse> responses = new ArrayList<>();
        List<HistoryEvent> past = new ArrayList<>();
        for (Turn turn : turns) {
            past.addAll(turn.confirmed());
            responses.add(run(instance, past, turn.fresh(), code));
            past.addAll(turn.fresh());
        }
        return responses;
    }

    static OrchestratorResponse run(
            String instance, List<HistoryEvent> past, List<HistoryEvent> fresh, TaskOrchestration code) {
        byte[] request = OrchestratorRequest.newBuilder()
                .setInstanceId(instance)
                .addAllPastEvents(past)
                .addAllNewEvents(fresh)
                .build()
                .toByteArray();
        try {
            return OrchestratorResponse.parseFrom(OrchestrationRunner.loadAndRun(request, code));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
