package dev.millrace.engine.crash;

import static org.awaitility.Awaitility.await;

import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Started;
import dev.millrace.engine.postgres.PostgresStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database server that is killed under an engine: the engine waits and goes on, and nothing is lost or doubled. */
class ServerCrashIT {

    @TempDir
    private Path folder;

    private EmbeddedPostgres server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        server = server(0);
        port = server.getPort();
        try (var connection = DriverManager.getConnection(url() + "?user=postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE engine LOGIN SUPERUSER PASSWORD 'test'");
        }
        PostgresStore.migrate(url(), "engine", "test", "engine");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private EmbeddedPostgres server(int wanted) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        return (wanted == 0 ? builder : builder.setPort(wanted)).start();
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Kills the server without a word and starts it again on the same files. */
    private void crash() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst());
        List<ProcessHandle> all =
                new ArrayList<>(ProcessHandle.of(pid).orElseThrow().children().toList());
        all.addFirst(ProcessHandle.of(pid).orElseThrow());
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(Fleet.PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
        Files.deleteIfExists(folder.resolve("data/postmaster.pid"));
        Files.deleteIfExists(folder.resolve("data/epg-lock"));
        server = server(port);
    }

    @Test
    void goesOnAfterTheServerWasKilled() throws Exception {
        // Given
        try (var store = PostgresStore.open(url(), "engine", "test");
                Engine engine = Mixture.register(Engine.builder(store)
                                .config(EngineConfig.builder()
                                        .lease(CrashHost.LEASE)
                                        .build()))
                        .start()) {
            var fleet = new Fleet(engine.client(), url());
            List<CompletableFuture<Started>> starts = fleet.start();
            starts.getFirst().join();

            // When
            crash();
            starts.forEach(CompletableFuture::join);
            var _ = fleet.raise(Fleet.SIZE);
            crash();
            for (int kill = 3; kill <= Fleet.KILLS; kill++) {
                fleet.awaitProgress(kill - 2, Fleet.KILLS - 1);
                crash();
            }
            fleet.raise(Fleet.SIZE).forEach(CompletableFuture::join);

            // Then
            fleet.awaitEnds();
            fleet.assertEachResultCountedOnce();
        }
    }
}
