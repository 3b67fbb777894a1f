package dev.millrace.modeldispatch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.Event;
import dev.millrace.modeldispatch.admission.StateLog.Refusal;
import dev.millrace.modeldispatch.admission.budget.LeaseRules;
import io.smallrye.mutiny.Uni;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients, random costs, three replicas, and each dies now and then without a word. */
class BudgetsHoldTest {

    private static final long CAP = 4_000_000_000L;
    private static final int WORST = 1_000_000;
    private static final int CLIENTS = 200;
    private static final int CALLS = 120;
    private static final int KILLS = 12;
    private static final LeaseRules RULES =
            new LeaseRules(Duration.ofSeconds(2), Duration.ofMillis(300), Duration.ofSeconds(1), 1_000_000);

    private final Desk desk = new Desk();
    private final StateLog log = new StateLog(desk);
    private final Queue<Event<?>> told = new ConcurrentLinkedQueue<>();
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final Queue<Verdict.Refused> unexpected = new ConcurrentLinkedQueue<>();
    private final AtomicInteger admitted = new AtomicInteger();
    private final Mortal[] replicas = {new Mortal(), new Mortal(), new Mortal()};

    /** A replica that is replaced when it dies. */
    private final class Mortal {
        private Replica replica = start();
        private CompletableFuture<Verdict> death = new CompletableFuture<>();

        private Replica start() {
            return new Replica(
                    desk.database.port(),
                    desk.database.name(),
                    event -> {
                        told.add(event);
                        return Uni.createFrom().voidItem();
                    },
                    RULES,
                    Duration.ofMillis(100),
                    Clock.systemUTC(),
                    System::nanoTime,
                    UnaryOperator.identity());
        }

        synchronized CompletableFuture<Verdict> admit(long cost) {
            Caller caller = Desk.caller(Desk.tenant(Desk.own(CAP)), null);
            return replica.admission
                    .admit(caller, Desk.demand(cost))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .applyToEither(death, verdict -> verdict);
        }

        synchronized void kill() {
            death.completeExceptionally(new IllegalStateException("killed"));
            replica.kill();
            replica = start();
            death = new CompletableFuture<>();
        }

        synchronized void stop() {
            replica.bookkeeper.stop();
            replica.close();
        }
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void holdWhenReplicasDie() throws Exception {
        // When
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(i);
                work.add(clients.submit(() -> callAgainAndAgain(random)));
            }
            killNowAndThen();
            for (Future<?> each : work) {
                each.get();
            }
        }
        for (Mortal replica : replicas) {
            replica.stop();
        }

        // Then
        requireBalance();
        log.requireNeverAboveTheCap();
        log.requireJust(List.copyOf(refusals));
        assertThat(unexpected).isEmpty();
        assertThat(admitted).hasValueGreaterThan(1_000);
    }

    private void callAgainAndAgain(Random random) {
        for (int i = 0; i < CALLS; i++) {
            Instant from = Instant.now();
            long cost = 1L + random.nextInt(WORST);
            try {
                Verdict verdict =
                        replicas[random.nextInt(replicas.length)].admit(cost).get();
                switch (verdict) {
                    case Verdict.Admitted call -> spend(call.permit(), random.nextLong(cost + 1), random.nextInt(40));
                    case Verdict.Refused refused
                    when refused.reason() == Verdict.Reason.BUDGET_EXHAUSTED ->
                        refusals.add(new Refusal(from, Instant.now(), cost));
                    case Verdict.Refused refused -> unexpected.add(refused);
                }
            } catch (ExecutionException killed) {
                // The replica died; the client goes on with another.
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void spend(Permit permit, long nanos, int millis) {
        admitted.incrementAndGet();
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        CompletableFuture.runAsync(() -> permit.settle(Desk.cost(nanos)), later).join();
    }

    private void killNowAndThen() throws InterruptedException {
        var random = new Random(20261123);
        for (int i = 0; i < KILLS; i++) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 50L + random.nextInt(300), TimeUnit.MILLISECONDS)
                    .join();
            replicas[random.nextInt(replicas.length)].kill();
        }
    }

    private void requireBalance() throws SQLException {
        var survivor = new Mortal();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            Desk.run(survivor.replica.bookkeeper.sweep());
            return desk.number("SELECT count(*) FROM leases") == 0;
        });
        survivor.stop();
        var books = new Books(List.copyOf(told));
        assertThat(books.expirations()).isPositive();
        assertThat(books.total()).isEqualTo(desk.settled("tenant"));
        assertThat(desk.leased("tenant")).isZero();
    }
}
