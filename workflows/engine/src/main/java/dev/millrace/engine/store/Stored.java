package dev.millrace.engine.store;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import dev.millrace.engine.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of an instance.
 *
 * @param generation how often it continued as new
 * @param steps committed steps of this generation
 * @param history their events, with their payloads
 * @param inbox messages in their order
 */
public record Stored(
        Instance instance,
        int generation,
        @Nullable ParentInstanceInfo parent,
        int steps,
        List<HistoryEvent> history,
        List<Message> inbox) {

    public Stored {
        history = List.copyOf(history);
        inbox = List.copyOf(inbox);
    }
}
