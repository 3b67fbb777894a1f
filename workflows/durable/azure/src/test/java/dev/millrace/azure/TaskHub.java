package dev.millrace.azure;

import com.google.gson.Gson;
import com.microsoft.durabletask.azurefunctions.DurableClientContext;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.durable.Workflows;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.grpc.RemoteWorkers;
import dev.millrace.engine.grpc.SidecarServer;
import dev.millrace.engine.memory.MemoryStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Stands where the Durable extension is: runs the workflows, and answers the client's gRPC calls on a port that a binding
 * names, as the extension does.
 */
final class TaskHub implements AutoCloseable {

    private final MemoryStore store = new MemoryStore(Clock.systemUTC());
    private final Engine engine;
    private final SidecarServer door;
    private final int port;

    TaskHub(Room room) {
        Engine.Builder builder = Engine.builder(store);
        Workflows.orchestrations().forEach(builder::orchestrator);
        Workflows.activities(room.publisher(), signal -> {}, room.contents()).forEach(builder::activity);
        engine = builder.start();
        try {
            var nobody =
                    new RemoteWorkers(Clock.systemUTC(), EngineConfig.defaults().remoteTimeout());
            door = SidecarServer.open(engine.client(), nobody, 0, false);
            port = door.port();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    EngineClient client() {
        return engine.client();
    }

    /** The names of the events that were raised on an instance. */
    List<String> heard(String instance) {
        return client().history(instance).stream()
                .filter(HistoryEvent::hasEventRaised)
                .map(event -> event.getEventRaised().getName())
                .toList();
    }

    DurableClientContext context() {
        return context(port);
    }

    /** As the worker makes it of the binding's text. */
    private static DurableClientContext context(int port) {
        String binding =
                new Gson().toJson(Map.of("rpcBaseUrl", "http://127.0.0.1:" + port + "/", "taskHubName", "Millrace"));
        return new Gson().fromJson(binding, DurableClientContext.class);
    }

    void closeDoor() {
        door.close();
    }

    @Override
    public void close() {
        door.close();
        engine.close();
        store.close();
    }
}
