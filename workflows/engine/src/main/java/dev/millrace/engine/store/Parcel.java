package dev.millrace.engine.store;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way; it is dropped when its instance does not exist or has ended.
 *
 * @param fence the only execution that it is meant for; null for any
 */
public record Parcel(String instanceId, @Nullable String fence, HistoryEvent event) {}
