package dev.millrace.durable.rehearsal;

import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.microsoft.durabletask.TaskOrchestration;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorStartedEvent;
import dev.millrace.durable.history.History;
import dev.millrace.durable.history.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An orchestration's instance, with what has happened to it. */
final class Instance {

    private static final int NO_ID = -1;

    private final String id;
    private final String orchestrator;
    private final TaskOrchestration code;
    private final @Nullable Parent parent;
    private final List<HistoryEvent> past = new ArrayList<>();
    private final List<Turn> turns = new ArrayList<>();
    private List<HistoryEvent> confirmed = new ArrayList<>();
    private List<HistoryEvent> fresh = new ArrayList<>();
    private @Nullable CompleteOrchestrationAction completion;

    Instance(String id, String orchestrator, TaskOrchestration code, @Nullable Parent parent) {
        this.id = id;
        this.orchestrator = orchestrator;
        this.code = code;
        this.parent = parent;
    }

    /** @param task id of the parent's action */
    record Parent(Instance instance, int task) {}

    String id() {
        return id;
    }

    @Nullable
    Parent parent() {
        return parent;
    }

    @Nullable
    CompleteOrchestrationAction completion() {
        return completion;
    }

    boolean isRunnable() {
        return completion == null && !fresh.isEmpty();
    }

    void happened(HistoryEvent.Builder event, Instant at) {
        fresh.add(event.setEventId(NO_ID).setTimestamp(timestamp(at)).build());
    }

    void scheduled(HistoryEvent.Builder event, int action, Instant at) {
        confirmed.add(event.setEventId(action).setTimestamp(timestamp(at)).build());
    }

    void completed(CompleteOrchestrationAction how) {
        completion = how;
    }

    OrchestratorResponse turn(Instant now) {
        List<HistoryEvent> events = new ArrayList<>();
        events.add(HistoryEvent.newBuilder()
                .setEventId(NO_ID)
                .setTimestamp(timestamp(now))
                .setOrchestratorStarted(OrchestratorStartedEvent.getDefaultInstance())
                .build());
        events.addAll(fresh);
        past.addAll(confirmed);
        OrchestratorResponse response = History.run(id, past, events, code);
        turns.add(new Turn(confirmed, events, response));
        past.addAll(events);
        confirmed = new ArrayList<>();
        fresh = new ArrayList<>();
        return response;
    }

    History history() {
        return new History(id, orchestrator, turns);
    }

    static Timestamp timestamp(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    static StringValue text(@Nullable String text) {
        return text == null ? StringValue.getDefaultInstance() : StringValue.of(text);
    }
}
