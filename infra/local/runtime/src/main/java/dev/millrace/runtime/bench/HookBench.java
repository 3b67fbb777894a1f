package dev.millrace.runtime.bench;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Hooks through gateway, function and broker, the audit log on. They ask for nothing, so no workflow starts. */
public final class HookBench {

    private static final int CLIENTS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final Duration BURST = Duration.ofSeconds(10);
    private static final Duration SUSTAINED = Duration.ofSeconds(20);
    private static final int[] SUSTAINED_RATES = {100, 250, 500};
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SpawnedHouse house;
    private final HookSender sender;
    private final AtomicInteger refused = new AtomicInteger();
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

    private HookBench(SpawnedHouse house, HookSender sender) {
        this.house = house;
        this.sender = sender;
    }

    /** @param progress hears what is being measured */
    public static List<Figure> run(Consumer<String> progress) throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        try (SpawnedHouse house = SpawnedHouse.start();
                var sender = new HookSender(vertx, HookSender.register(house), 1_000, false)) {
            return new HookBench(house, sender).measure(progress);
        } finally {
            vertx.close();
        }
    }

    private List<Figure> measure(Consumer<String> progress) throws IOException, InterruptedException, SQLException {
        List<Figure> figures = new ArrayList<>();
        progress.accept("hooks: warming up for " + WARM_UP.toSeconds() + " s");
        closedLoop(WARM_UP);
        house.awaitDrained(PATIENCE);
        progress.accept("hooks: one client, unhurried");
        figures.addAll(unhurried());
        progress.accept("hooks: burst of " + CLIENTS + " clients for " + BURST.toSeconds() + " s");
        figures.addAll(burst());
        for (int rate : SUSTAINED_RATES) {
            progress.accept("hooks: " + rate + "/s for " + SUSTAINED.toSeconds() + " s");
            figures.addAll(sustained(rate));
        }
        return figures;
    }

    private List<Figure> unhurried() throws IOException, InterruptedException, SQLException {
        reset();
        Instant begun = Instant.now();
        openLoop(20, Duration.ofSeconds(10));
        house.awaitDrained(PATIENCE);
        return List.of(
                new Figure("hook, one client, 202 after", percentiles().toString(), null),
                new Figure(
                        "hook's event accepted to function (audit) finished, warm",
                        finishedSince(begun).toString(),
                        "p50 under 10 ms"));
    }

    /** From the broker's own books: accepted, until the outcome of the delivery to audit is stored. */
    private Percentiles finishedSince(Instant begun) throws SQLException, IOException {
        String url = house.secrets().get("broker-database", "jdbc-url");
        String password = house.secrets().get("postgres", "superuser-password");
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                PreparedStatement query = connection.prepareStatement("""
                    SELECT (extract(epoch FROM d.settled_at - e.accepted_at) * 1e9)::bigint
                    FROM broker.deliveries d JOIN broker.events e USING (sequence)
                    WHERE d.trigger = 'audit' AND e.accepted_at >= ? AND e.type LIKE 'dev.millrace.hook.%'""")) {
            query.setObject(1, begun.atOffset(ZoneOffset.UTC));
            var nanos = LongStream.builder();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    nanos.add(rows.getLong(1));
                }
            }
            return Percentiles.of(nanos.build().toArray());
        }
    }

    private List<Figure> burst() throws IOException, InterruptedException {
        reset();
        long begun = System.nanoTime();
        int accepted = closedLoop(BURST);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Duration drained = house.awaitDrained(PATIENCE);
        return List.of(
                new Figure(
                        "hooks accepted in a burst of " + CLIENTS + " clients",
                        String.format(
                                Locale.ROOT,
                                "%.0f/s (%d in %.1f s, %d refused)",
                                accepted / seconds,
                                accepted,
                                seconds,
                                refused.get()),
                        "1500/s"),
                new Figure("202 in the burst after", percentiles().toString(), null),
                new Figure("burst drained after its end in", drained.toMillis() / 1000.0 + " s", "30 s"));
    }

    private List<Figure> sustained(int rate) throws IOException, InterruptedException {
        reset();
        List<Long> backlog = openLoop(rate, SUSTAINED);
        Duration drained = house.awaitDrained(PATIENCE);
        return List.of(
                new Figure(
                        rate + " hooks/s sustained, 202 after",
                        percentiles().toString(),
                        rate == 500 ? "p99 under 50 ms" : null),
                new Figure("refused meanwhile", Integer.toString(refused.get()), "0"),
                new Figure(
                        "deliveries pending, each 5 s",
                        backlog + ", drained in " + drained.toMillis() + " ms",
                        "flat"));
    }

    /** Each client sends its next hook when the last one is answered. */
    private int closedLoop(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        var accepted = new AtomicInteger();
        var clients = new CountDownLatch(CLIENTS);
        for (int i = 0; i < CLIENTS; i++) {
            Thread.ofVirtual().start(() -> {
                var turn = new Semaphore(0);
                while (System.nanoTime() < end) {
                    send(
                            () -> {
                                accepted.incrementAndGet();
                            },
                            turn::release);
                    turn.acquireUninterruptibly();
                }
                clients.countDown();
            });
        }
        clients.await();
        return accepted.get();
    }

    /** Hooks come at their rate, whether the last one is answered or not. */
    private List<Long> openLoop(int perSecond, Duration duration) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        long total = perSecond * duration.toSeconds();
        long interval = Duration.ofSeconds(1).toNanos() / perSecond;
        var answered = new Semaphore(0);
        List<Long> backlog = new ArrayList<>();
        for (long i = 0; i < total; i++) {
            long wait = begun + i * interval - System.nanoTime();
            if (wait > 0) {
                Thread.sleep(Duration.ofNanos(wait));
            }
            send(() -> {}, answered::release);
            if (i % (5L * perSecond) == 5L * perSecond - 1) {
                backlog.add(house.pending());
            }
        }
        answered.acquire(Math.toIntExact(total));
        return backlog;
    }

    private void send(Runnable accepted, Runnable answered) {
        long begun = System.nanoTime();
        sender.post(house, UUID.randomUUID().toString()).onComplete(result -> {
            if (result.succeeded() && result.result() == 202) {
                times.add(System.nanoTime() - begun);
                accepted.run();
            } else {
                refused.incrementAndGet();
            }
            answered.run();
        });
    }

    private void reset() {
        refused.set(0);
        times.clear();
    }

    private Percentiles percentiles() {
        return Percentiles.of(times.stream().mapToLong(Long::longValue).toArray());
    }
}
