package dev.millrace.engine.store;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that an instance has not seen yet.
 *
 * @param seq its place in the inbox; {@link #VOLATILE} when it is nowhere but in memory
 * @param fence the only execution that it is meant for; null for any
 * @param event without a type it is a nudge: it only says that the instance has something to do
 */
public record Message(long seq, @Nullable String fence, HistoryEvent event) {

    /** The place of a message that can be made again from what the history says. */
    public static final long VOLATILE = 0;

    public static Message ofMemory(@Nullable String fence, HistoryEvent event) {
        return new Message(VOLATILE, fence, event);
    }

    public boolean isDurable() {
        return seq != VOLATILE;
    }
}
