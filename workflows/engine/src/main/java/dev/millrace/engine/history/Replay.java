package dev.millrace.engine.history;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.List;

/** The part of a history that the SDK can replay. */
public final class Replay {

    private Replay() {}

    /** Encodes what the SDK understands: it stumbles over its own EventSent. */
    public static ByteString encode(List<HistoryEvent> events) {
        return Events.encodePast(
                events.stream().filter(event -> !event.hasEventSent()).toList());
    }
}
