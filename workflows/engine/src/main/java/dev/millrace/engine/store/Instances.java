package dev.millrace.engine.store;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.Instance;
import dev.millrace.engine.InstancePage;
import dev.millrace.engine.InstanceQuery;
import java.util.List;
import java.util.Optional;

/** What anybody may read. */
public interface Instances {

    Optional<Instance> find(String id, boolean payloads);

    /**
     * Lists one page.
     *
     * @throws IllegalArgumentException when the continuation did not come from a page before
     */
    InstancePage query(InstanceQuery query);

    /** The events of the current execution; empty for an unknown instance. */
    List<HistoryEvent> history(String id);
}
