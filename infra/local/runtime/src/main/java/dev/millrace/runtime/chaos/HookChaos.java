package dev.millrace.runtime.chaos;

import dev.millrace.runtime.bench.HookSender;
import dev.millrace.runtime.bench.SpawnedHouse;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Posts hooks while runtime, PostgreSQL and functions are killed with SIGKILL at random, and come back. A sender repeats
 * a hook until it is accepted, as Azure DevOps does. The same seed makes the same hooks and the same kills in the same
 * order; when exactly they strike is up to the machine.
 */
public final class HookChaos {

    private static final int SENDERS = 8;
    private static final Duration BETWEEN_TALLIES = Duration.ofSeconds(1);
    private static final Duration SETTLING = Duration.ofMinutes(1);
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(4);

    /** Stretches the hooks over many kills. */
    private static final Duration BETWEEN_HOOKS = Duration.ofMillis(200);

    private static final Duration SENDERS_PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final SpawnedHouse house;
    private final HookSender sender;
    private final Wrecker wrecker;
    private final Random random;
    private final Consumer<String> progress;
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger attempts = new AtomicInteger();

    private HookChaos(SpawnedHouse house, HookSender sender, long seed, Consumer<String> progress) {
        this.house = house;
        this.sender = sender;
        this.wrecker = new Wrecker(house);
        this.random = new Random(seed);
        this.progress = progress;
    }

    /**
     * @param hooks how many are posted
     * @param kills after so many it only waits, so that it ends in any case
     * @param seed makes it repeatable
     */
    public static Tally run(int hooks, int kills, long seed, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Vertx vertx = Vertx.vertx();
        try (SpawnedHouse house = SpawnedHouse.start();
                var sender = new HookSender(vertx, HookSender.register(house), SENDERS, true)) {
            return new HookChaos(house, sender, seed, progress).run(hooks, kills, seed);
        } finally {
            vertx.close();
        }
    }

    private Tally run(int hooks, int most, long seed) throws IOException, InterruptedException, SQLException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < hooks; i++) {
            ids.add("chaos-" + seed + "-" + i);
        }
        var next = new AtomicInteger();
        var done = new Semaphore(0);
        for (int i = 0; i < SENDERS; i++) {
            Thread.ofVirtual().start(() -> {
                for (int at = next.getAndIncrement(); at < hooks; at = next.getAndIncrement()) {
                    postUntilAccepted(ids.get(at));
                    sleep(BETWEEN_HOOKS);
                }
                done.release();
            });
        }
        while (!done.tryAcquire(SENDERS, pause().toMillis(), TimeUnit.MILLISECONDS)) {
            if (wrecker.kills() < most) {
                strike();
            }
            progress.accept(accepted.get() + " of " + hooks + " hooks accepted, " + wrecker.kills() + " kills");
        }
        strikeAll();
        progress.accept("all accepted after " + attempts + " attempts; waiting for the backlog");
        house.awaitDrained(PATIENCE);
        return settled(ids);
    }

    /** Functions that end still tell what they used: what is missing may be under way, what is lost stays missing. */
    private Tally settled(List<String> ids) throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        Tally tally = Tally.of(house, ids, wrecker.kills(), attempts.get());
        while (!tally.findings().isEmpty() && System.nanoTime() - begun < SETTLING.toNanos()) {
            sleep(BETWEEN_TALLIES);
            house.awaitDrained(PATIENCE);
            tally = Tally.of(house, ids, wrecker.kills(), attempts.get());
        }
        return tally;
    }

    private Duration pause() {
        return Duration.ofMillis((long) (BETWEEN_KILLS.toMillis() * (0.3 + 1.4 * random.nextDouble())));
    }

    /** One last blow to each, so that what is in flight at the very end is hit as well. */
    private void strikeAll() throws IOException, InterruptedException {
        wrecker.functions();
        wrecker.postgres();
        wrecker.runtime();
    }

    private void strike() throws IOException, InterruptedException {
        switch (random.nextInt(5)) {
            case 0, 1 -> wrecker.functions();
            case 2, 3 -> wrecker.postgres();
            default -> wrecker.runtime();
        }
    }

    private void postUntilAccepted(String id) {
        while (true) {
            attempts.incrementAndGet();
            try {
                int status = sender.post(house, id)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get();
                if (status == 202) {
                    accepted.incrementAndGet();
                    return;
                }
                if (status != 503 && status != 504 && status != 502) {
                    throw new IllegalStateException("A hook was answered " + status);
                }
            } catch (ExecutionException connectionLost) {
                // The sender cannot know whether the hook arrived, so it sends it again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            sleep(SENDERS_PAUSE);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
