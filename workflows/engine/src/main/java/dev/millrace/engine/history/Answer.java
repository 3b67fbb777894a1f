package dev.millrace.engine.history;

import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Write;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An orchestrator's answer, understood.
 *
 * @param scheduled the events that its actions leave in the history
 */
record Answer(
        List<HistoryEvent> scheduled,
        Map<Integer, ScheduleTaskAction> activities,
        List<Parcel> parcels,
        List<Write.Start> children,
        Ending ending,
        @Nullable String customStatus) {

    /** Whether and how the execution is over. */
    sealed interface Ending {}

    record Goes() implements Ending {}

    record Ends(
            Status status,
            @Nullable String output,
            @Nullable Failure failure) implements Ending {}

    record Renews(@Nullable String input, @Nullable String version, List<HistoryEvent> carried) implements Ending {}

    static Answer empty(@Nullable String customStatus) {
        return new Answer(List.of(), Map.of(), List.of(), List.of(), new Goes(), customStatus);
    }

    static Answer read(
            Execution execution,
            Episode episode,
            OrchestratorResponse response,
            EngineConfig.Limits limits,
            Supplier<String> ids) {
        var reader = new AnswerReader(execution, episode, limits, ids);
        response.getActionsList().forEach(reader::read);
        return reader.answer(reader.checked("custom status", customStatus(response)));
    }

    /** The SDK says "" when none is set. */
    private static StringValue customStatus(OrchestratorResponse response) {
        return response.getCustomStatus();
    }
}
