package dev.millrace.engine.bench;

import static org.awaitility.Awaitility.await;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.Task;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineClient;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Flows;
import dev.millrace.engine.Instance;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.crash.CrashHost;
import dev.millrace.engine.crash.Mixture;
import dev.millrace.engine.grpc.RemoteWorkers;
import dev.millrace.engine.grpc.SidecarServer;
import dev.millrace.engine.postgres.PostgresStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Measures the engine on a durable PostgreSQL: {@code EngineBench [rounds] [what...]}, where what is chains, grpc,
 * fanout, timers, waiting, takeover or dbos; all of them by default.
 */
public final class EngineBench {

    static final int WORKFLOWS = 1_000;
    static final int ACTIVITIES = 5;

    private final BenchDatabase database;

    private EngineBench(BenchDatabase database) {
        this.database = database;
    }

    public static void main(String... arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        List<String> what = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("chains", "dbos", "grpc", "fanout", "timers", "waiting", "takeover");
        try (var database = BenchDatabase.start()) {
            var bench = new EngineBench(database);
            for (int round = 1; round <= rounds; round++) {
                for (String one : what) {
                    System.out.printf("round %d, %s%n", round, bench.measure(one));
                }
            }
        }
        System.exit(0);
    }

    private String measure(String what) throws Exception {
        database.clear();
        return switch (what) {
            case "chains" -> chains();
            case "dbos" -> DbosBench.measure(database);
            case "grpc" -> grpc();
            case "fanout" -> fanOut();
            case "timers" -> timers();
            case "waiting" -> waiting();
            case "takeover" -> takeover();
            default -> throw new IllegalArgumentException("Nothing to measure is called " + what);
        };
    }

    private PostgresStore store() {
        return PostgresStore.open(database.url(), "engine", "test");
    }

    private Engine.Builder builder(PostgresStore store) {
        return Engine.builder(store)
                .orchestrator(Flows.chain("Chain", ACTIVITIES))
                .orchestrator(Flows.orchestrator("FanOut", ctx -> {
                    List<Task<Integer>> tasks = IntStream.range(0, 10)
                            .mapToObj(i -> ctx.callActivity("Slow", i, Integer.class))
                            .toList();
                    ctx.allOf(tasks).await();
                }))
                .orchestrator(Flows.orchestrator(
                        "Timer",
                        ctx -> ctx.createTimer(ctx.getInput(Instant.class).atZone(ZoneOffset.UTC))
                                .await()))
                .orchestrator(Flows.orchestrator(
                        "Waits", ctx -> ctx.waitForExternalEvent("go").await()))
                .activity(Flows.plusOne())
                .activity(Flows.activity("Slow", ctx -> {
                    // The work itself, which ten of them do at once.
                    try {
                        Thread.sleep(200);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return ctx.getInput(Integer.class);
                }));
    }

    private String chains() {
        try (PostgresStore store = store();
                Engine engine = builder(store).start()) {
            settle(engine.client());
            long start = System.nanoTime();
            run(
                    engine.client(),
                    IntStream.range(0, WORKFLOWS)
                            .mapToObj(i -> StartRequest.of("Chain"))
                            .toList());
            return rate("in process", System.nanoTime() - start);
        }
    }

    private static void settle(EngineClient client) {
        run(client, List.of(StartRequest.of("Chain")));
    }

    static String rate(String what, long nanos) {
        return "%s: %d workflows of %d activities in %.2f s, %.0f/s"
                .formatted(what, WORKFLOWS, ACTIVITIES, nanos / 1e9, WORKFLOWS / (nanos / 1e9));
    }

    private static void run(EngineClient client, List<StartRequest> starts) {
        var ends = new ArrayList<CompletableFuture<Optional<Instance>>>();
        for (StartRequest request : starts) {
            ends.add(client.startAsync(request)
                    .thenCompose(started -> client.until(request.instanceId(), Status::isTerminal, false)));
        }
        for (var end : ends) {
            Status status = end.join().orElseThrow().status();
            if (status != Status.COMPLETED) {
                throw new IllegalStateException("A workflow ended as " + status);
            }
        }
    }

    private String grpc() throws Exception {
        var remote =
                new RemoteWorkers(Clock.systemUTC(), EngineConfig.defaults().remoteTimeout());
        try (PostgresStore store = store();
                Engine engine = Engine.builder(store).remote(remote).start();
                SidecarServer server = SidecarServer.open(engine.client(), remote, 0, false)) {
            var workers = new ArrayList<DurableTaskGrpcWorker>();
            for (int i = 0; i < 4; i++) {
                DurableTaskGrpcWorker worker = new DurableTaskGrpcWorkerBuilder()
                        .port(server.port())
                        .addOrchestration(Flows.chain("Chain", ACTIVITIES))
                        .addActivity(Flows.plusOne())
                        .build();
                Thread.ofPlatform().daemon().start(worker::startAndBlock);
                workers.add(worker);
            }
            long start;
            try (DurableTaskClient client =
                    new DurableTaskGrpcClientBuilder().port(server.port()).build()) {
                client.waitForInstanceCompletion(
                        client.scheduleNewOrchestrationInstance("Chain"), Duration.ofMinutes(1), false);
                start = System.nanoTime();
                try (var callers = Executors.newFixedThreadPool(32)) {
                    var ids = new ArrayList<Future<String>>();
                    for (int i = 0; i < WORKFLOWS; i++) {
                        ids.add(callers.submit(() -> client.scheduleNewOrchestrationInstance("Chain")));
                    }
                    for (var id : ids) {
                        client.waitForInstanceCompletion(id.get(), Duration.ofMinutes(5), false);
                    }
                }
            }
            String rate = rate("gRPC, 4 stock workers", System.nanoTime() - start);
            workers.forEach(DurableTaskGrpcWorker::close);
            return rate;
        }
    }

    private String fanOut() {
        try (PostgresStore store = store();
                Engine engine = builder(store).start()) {
            settle(engine.client());
            long start = System.nanoTime();
            run(engine.client(), List.of(StartRequest.of("FanOut")));
            return "10 activities of 200 ms at once: %.0f ms".formatted((System.nanoTime() - start) / 1e6);
        }
    }

    private String timers() throws InterruptedException {
        int count = 10_000;
        try (PostgresStore store = store();
                Engine engine = builder(store).start()) {
            settle(engine.client());
            Instant due = Instant.now().plusSeconds(15);
            var ends = new ArrayList<CompletableFuture<Optional<Instance>>>();
            for (int i = 0; i < count; i++) {
                var request = StartRequest.of("Timer").withInput("\"" + due + "\"");
                ends.add(engine.client()
                        .startAsync(request)
                        .thenCompose(
                                started -> engine.client().until(request.instanceId(), Status::isTerminal, false)));
            }
            ends.forEach(CompletableFuture::join);
            return "%d timers due at once: the last ended %.2f s after they were due"
                    .formatted(count, Duration.between(due, Instant.now()).toMillis() / 1e3);
        }
    }

    /** Another process has half of the instances, and is killed. */
    private String takeover() throws SQLException, IOException, InterruptedException {
        Duration lease = EngineConfig.defaults().lease();
        Process doomed = CrashHost.start(database.url(), "engine", lease);
        try (PostgresStore store = store();
                Engine engine = Mixture.register(Engine.builder(store)).start()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> database.count(
                                    "SELECT count(*) FROM (SELECT host FROM engine.shard GROUP BY host HAVING count(*) = 16)")
                            == 2);
            List<String> ids = IntStream.range(0, 200).mapToObj(i -> "mix-" + i).toList();
            ids.forEach(id -> engine.client().start(StartRequest.of("Mixture", id)));
            ids.forEach(id -> engine.client()
                    .until(id, status -> status == Status.RUNNING, false)
                    .join());
            long start = System.nanoTime();
            doomed.destroyForcibly().waitFor();
            ids.forEach(id -> engine.client().raise(id, "go", "1"));
            ids.forEach(
                    id -> engine.client().until(id, Status::isTerminal, false).join());
            return "a killed host's instances: all done %.1f s after, lease %s"
                    .formatted((System.nanoTime() - start) / 1e9, lease);
        } finally {
            doomed.destroyForcibly();
        }
    }

    private String waiting() throws SQLException, InterruptedException {
        int count = 100_000;
        fillWaiting(count);
        long start = System.nanoTime();
        try (PostgresStore store = store();
                Engine engine = builder(store).start()) {
            engine.client().raise("waiting-4711", "go", null);
            run(engine.client(), List.of(StartRequest.of("Chain")));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
            return "%d waiting instances: first new workflow done %.2f s after the start, heap %d MB"
                    .formatted(count, seconds, heap);
        }
    }

    /** Makes one waiting instance with the engine and copies its rows. */
    private void fillWaiting(int count) throws SQLException, InterruptedException {
        try (PostgresStore store = store();
                Engine engine = builder(store).start()) {
            engine.client().start(StartRequest.of("Waits", "model"));
            engine.client()
                    .until("model", status -> status == Status.RUNNING, false)
                    .join();
        }
        try (var connection = DriverManager.getConnection(database.url(), "engine", "test");
                var statement = connection.createStatement()) {
            statement.execute("""
                INSERT INTO engine.instance SELECT 'waiting-' || n, mod(n, 32), name, version, execution_id, generation,
                  status, input, output, custom_status, failure, parent, start_at, created_at, updated_at, wake_at, busy
                FROM engine.instance, generate_series(1, %d) AS n WHERE id = 'model'
                """.formatted(count));
            statement.execute("""
                INSERT INTO engine.history SELECT 'waiting-' || n, generation, step, events, h.created_at
                FROM engine.history h, generate_series(1, %d) AS n WHERE instance_id = 'model'
                """.formatted(count));
        }
    }
}
