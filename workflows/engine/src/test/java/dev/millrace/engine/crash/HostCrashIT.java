package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Instance;
import dev.millrace.engine.InstanceQuery;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.Stores;
import dev.millrace.engine.postgres.PostgresStore;
import dev.millrace.testkit.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that are killed: what they ran is finished by others, and every result counts once. */
class HostCrashIT {

    private static final int INSTANCES = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Process> hosts = new ArrayList<>();
    private TestDatabase database;
    private PostgresStore store;
    private Engine engine;
    private EngineClient client;

    @BeforeEach
    void open() {
        database = Stores.database();
        store = PostgresStore.open(database.url(), "engine", "test");
        engine = Engine.builder(store)
                .config(EngineConfig.builder().lease(CrashHost.LEASE).build())
                .clientOnly()
                .start();
        client = engine.client();
    }

    @AfterEach
    void close() {
        hosts.forEach(Process::destroyForcibly);
        engine.close();
        store.close();
        database.close();
    }

    private Process host() throws IOException {
        Process host = CrashHost.start(database.url(), "engine", CrashHost.LEASE);
        hosts.add(host);
        return host;
    }

    private List<String> startAll() {
        List<String> ids =
                IntStream.range(0, INSTANCES).mapToObj(i -> "mix-" + i).toList();
        ids.stream()
                .map(id -> client.startAsync(StartRequest.of("Mixture", id)))
                .toList()
                .forEach(started -> started.join());
        return ids;
    }

    private void raiseAll(List<String> ids) {
        ids.stream()
                .map(id -> client.raiseAsync(id, "go", "1", "go-" + id))
                .toList()
                .forEach(raised -> raised.join());
    }

    private long ended() {
        return client.query(InstanceQuery.all()
                        .withPrefix("mix-")
                        .withLimit(1000)
                        .withStatus(Status.COMPLETED, Status.FAILED))
                .instances()
                .size();
    }

    private void assertEachResultCountedOnce(List<String> ids) {
        for (String id : ids) {
            Instance instance = client.get(id, true).orElseThrow();
            assertThat(instance.status()).as(id).isEqualTo(Status.COMPLETED);
            assertThat(instance.output()).as(id).isEqualTo(Mixture.OUTPUT);
            List<HistoryEvent> history = client.history(id);
            assertThat(history.stream().filter(HistoryEvent::hasTaskScheduled))
                    .as(id)
                    .hasSize(2);
            assertThat(history.stream()
                            .filter(HistoryEvent::hasTaskCompleted)
                            .map(event -> event.getTaskCompleted().getTaskScheduledId()))
                    .as(id)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
        }
    }

    @Test
    void finishesEverythingAlthoughTheHostIsKilledAgainAndAgain() throws Exception {
        // Given
        List<String> ids = startAll();
        Process first = host();
        await().atMost(PATIENCE)
                .until(() -> client.query(InstanceQuery.all().withPrefix("mix-").withStatus(Status.RUNNING))
                                .instances()
                                .size()
                        > 20);

        // When
        first.destroyForcibly().waitFor();
        Process second = host();
        raiseAll(ids);
        await().atMost(PATIENCE).until(() -> ended() > 10);
        second.destroyForcibly().waitFor();
        host();

        // Then
        await().atMost(PATIENCE).until(() -> ended() == INSTANCES);
        assertEachResultCountedOnce(ids);
    }

    @Test
    void anotherHostTakesOver() throws Exception {
        // Given
        Process one = host();
        host();
        List<String> ids = startAll();
        raiseAll(ids.subList(0, INSTANCES / 2));
        await().atMost(PATIENCE).until(() -> ended() > 20);

        // When
        one.destroyForcibly().waitFor();
        raiseAll(ids);

        // Then
        await().atMost(PATIENCE).until(() -> ended() == INSTANCES);
        assertEachResultCountedOnce(ids);
    }
}
