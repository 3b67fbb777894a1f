package dev.millrace.engine.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.Instance;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Started;
import dev.millrace.engine.Status;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Instances of the mixture that must all come to their end, whatever is killed under them. The system properties
 * {@code crash.instances} and {@code crash.kills} say how many and how often.
 */
final class Fleet {

    static final int SIZE = Integer.getInteger("crash.instances", 200);
    static final int KILLS = Integer.getInteger("crash.kills", 2);
    static final Duration PATIENCE = Duration.ofSeconds(60).multipliedBy(Math.max(1, SIZE / 200));

    private static final System.Logger LOG = System.getLogger(Fleet.class.getName());
    private static final Duration LOOK = Duration.ofMillis(10);
    /** At least so many steps are committed of an instance and its child. */
    private static final int STEPS_EACH = 8;

    private final EngineClient client;
    private final String url;
    private final List<String> ids =
            IntStream.range(0, SIZE).mapToObj(i -> "mix-" + i).toList();
    private final long begun = System.nanoTime();

    Fleet(EngineClient client, String url) {
        this.client = client;
        this.url = url;
    }

    List<CompletableFuture<Started>> start() {
        return ids.stream()
                .map(id -> client.startAsync(StartRequest.of("Mixture", id)))
                .toList();
    }

    /** Raises the event that each of the first so many waits for; doing so again has no effect. */
    List<CompletableFuture<?>> raise(int count) {
        return ids.stream()
                .limit(count)
                .<CompletableFuture<?>>map(id -> client.raiseAsync(id, "go", "1", "go-" + id))
                .toList();
    }

    /** Waits until so great a part of all the work is done; the rest is still to come. */
    void awaitProgress(int part, int parts) throws SQLException {
        long steps = (long) STEPS_EACH * SIZE * part / parts;
        try (Connection connection = connect()) {
            await().atMost(PATIENCE).pollInterval(LOOK).until(() -> count(connection, "engine.history") >= steps);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "engine", "test");
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var results = statement.executeQuery("SELECT count(*) FROM " + table)) {
            results.next();
            return results.getLong(1);
        }
    }

    void awaitEnds() throws TimeoutException {
        for (String id : ids) {
            client.awaitEnd(id, PATIENCE);
        }
    }

    /** Whatever was done twice, every history holds it once, those of the children included. */
    void assertEachResultCountedOnce() throws SQLException {
        for (String id : ids) {
            assertCompleted(id, Mixture.OUTPUT);
            List<HistoryEvent> history = client.history(id);
            Answers.ACTIVITY.assertOnce(id, history, 2);
            Answers.TIMER.assertOnce(id, history, 1);
            Answers.CHILD.assertOnce(id, history, 1);
            assertThat(history.stream().filter(HistoryEvent::hasEventRaised))
                    .as(id)
                    .hasSize(1);
            assertChildCountedOnce(id, history);
        }
        try (Connection connection = connect()) {
            assertThat(count(connection, "engine.instance")).isEqualTo(2L * SIZE);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "All of {0} instances and their children are done after {1} s; each of {2} activity results counts once.",
                SIZE,
                Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                4 * SIZE);
    }

    private void assertChildCountedOnce(String parent, List<HistoryEvent> history) {
        String child = history.stream()
                .filter(HistoryEvent::hasSubOrchestrationInstanceCreated)
                .map(event -> event.getSubOrchestrationInstanceCreated().getInstanceId())
                .findFirst()
                .orElseThrow();
        assertThat(assertCompleted(child, Mixture.CHILD_OUTPUT).parentId()).isEqualTo(parent);
        Answers.ACTIVITY.assertOnce(child, client.history(child), 2);
    }

    private Instance assertCompleted(String id, String output) {
        Instance instance = client.get(id, true).orElseThrow();
        assertThat(instance.status()).as(id).isEqualTo(Status.COMPLETED);
        assertThat(instance.output()).as(id).isEqualTo(output);
        return instance;
    }
}
