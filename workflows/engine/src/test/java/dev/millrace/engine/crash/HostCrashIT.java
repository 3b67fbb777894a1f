package dev.millrace.engine.crash;

import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Stores;
import dev.millrace.engine.postgres.PostgresStore;
import dev.millrace.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hosts that are killed: what they ran is finished by others, and every result counts once. */
class HostCrashIT {

    private final List<Process> hosts = new ArrayList<>();
    private TestDatabase database;
    private PostgresStore store;
    private Engine engine;
    private Fleet fleet;

    @BeforeEach
    void open() {
        database = Stores.database();
        store = PostgresStore.open(database.url(), "engine", "test");
        engine = Engine.builder(store)
                .config(EngineConfig.builder().lease(CrashHost.LEASE).build())
                .clientOnly()
                .start();
        fleet = new Fleet(engine.client(), database.url());
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

    private static void joinAll(List<? extends CompletableFuture<?>> answers) {
        answers.forEach(CompletableFuture::join);
    }

    @Test
    void finishesEverythingAlthoughTheHostIsKilledAgainAndAgain() throws Exception {
        // Given
        joinAll(fleet.start());
        joinAll(fleet.raise(Fleet.SIZE / 2));

        // When
        for (int kill = 1; kill <= Fleet.KILLS; kill++) {
            Process host = host();
            fleet.awaitProgress(kill, Fleet.KILLS + 1);
            host.destroyForcibly().waitFor();
            joinAll(fleet.raise(Fleet.SIZE));
        }
        host();

        // Then
        fleet.awaitEnds();
        fleet.assertEachResultCountedOnce();
    }

    @Test
    void anotherHostTakesOver() throws Exception {
        // Given
        Process one = host();
        host();
        joinAll(fleet.start());
        joinAll(fleet.raise(Fleet.SIZE / 2));
        fleet.awaitProgress(1, 2);

        // When
        one.destroyForcibly().waitFor();
        joinAll(fleet.raise(Fleet.SIZE));

        // Then
        fleet.awaitEnds();
        fleet.assertEachResultCountedOnce();
    }
}
