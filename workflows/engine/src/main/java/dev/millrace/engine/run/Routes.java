package dev.millrace.engine.run;

import dev.millrace.engine.Failure;
import dev.millrace.engine.work.ActivityWork;
import dev.millrace.engine.work.LocalWorkers;
import dev.millrace.engine.work.OrchestratorWork;
import dev.millrace.engine.work.Registry;
import dev.millrace.engine.work.Workers;
import java.time.Duration;
import java.util.List;

/**
 * Who does which work: this process what it has registered, remote workers the rest.
 *
 * @param remote workers of other processes; empty when there is no door for them
 */
public record Routes(Registry registry, LocalWorkers local, List<Workers> remote) implements AutoCloseable {

    public Routes {
        remote = List.copyOf(remote);
    }

    boolean take(OrchestratorWork work) {
        return local.take(work) || remote.stream().anyMatch(workers -> workers.take(work));
    }

    boolean take(ActivityWork work) {
        return local.take(work) || remote.stream().anyMatch(workers -> workers.take(work));
    }

    Failure unknown(OrchestratorWork work) {
        return new Failure(
                "UnknownOrchestrator",
                "No orchestrator is named '%s'. Register it, or start one of: %s."
                        .formatted(work.name(), registry.knownOrchestrators()));
    }

    Failure unknown(ActivityWork work) {
        return new Failure(
                "UnknownActivity",
                "No activity is named '%s'. Register it, or call one of: %s."
                        .formatted(work.name(), registry.knownActivities()));
    }

    void drain(Duration patience) {
        try {
            local.drain(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        local.close();
    }
}
