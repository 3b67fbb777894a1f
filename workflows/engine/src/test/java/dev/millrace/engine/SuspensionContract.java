package dev.millrace.engine;

import static dev.millrace.engine.Flows.activity;
import static dev.millrace.engine.Flows.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Instances that are held, by an order or by an engine that ended, on any store. */
abstract class SuspensionContract extends EngineContract {

    private static void awaitSuspension(EngineClient client) {
        await().until(() -> client.get("a", false).orElseThrow().status() == Status.SUSPENDED);
    }

    @Test
    void holdsASuspendedInstanceUntilItIsResumed() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(Flows.collect()));
        client.start(StartRequest.of("Collect", "a").withInput("1"));
        client.suspend("a", "wait");
        awaitSuspension(client);
        client.raise("a", "item", "7");
        Instance held = client.get("a", false).orElseThrow();

        // When
        client.resume("a", "go");

        // Then
        assertThat(held.status()).isEqualTo(Status.SUSPENDED);
        assertCompleted(end(client, "a"), "[7]");
    }

    @Test
    void keepsResultsAndTimersOfASuspendedInstance() {
        // Given
        var go = new CountDownLatch(1);
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Slow", ctx -> {
                    var timer = ctx.createTimer(Duration.ofMillis(50));
                    int result = ctx.callActivity("Late", 1, Integer.class).await();
                    timer.await();
                    ctx.complete(result);
                }))
                .activity(activity("Late", ctx -> {
                    Flows.waitFor(go);
                    return 5;
                })));
        client.start(StartRequest.of("Slow", "a"));
        started(client, "a");
        client.suspend("a", null);
        awaitSuspension(client);
        go.countDown();
        await().until(() ->
                !store().journal().load(List.of("a")).getFirst().inbox().isEmpty());

        // When
        client.resume("a", null);

        // Then
        assertCompleted(end(client, "a"), "5");
    }

    @Test
    void holdsASuspendedInstanceThatContinuesAsNew() {
        // Given
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        var generations = new CopyOnWriteArrayList<Integer>();
        UnaryOperator<Engine.Builder> renewing = it -> it.orchestrator(orchestrator("Renewing", ctx -> {
                    int generation = ctx.getInput(Integer.class);
                    generations.add(generation);
                    if (generation == 0) {
                        entered.countDown();
                        Flows.waitFor(leave);
                        ctx.continueAsNew(1);
                    } else {
                        ctx.complete(generation);
                    }
                }))
                .orchestrator(orchestrator("Other", ctx -> ctx.complete("done")));
        EngineClient first = engine(renewing);
        first.start(StartRequest.of("Renewing", "a").withInput("0"));
        Flows.waitFor(entered);
        first.suspend("a", null);
        leave.countDown();
        awaitSuspension(first);
        EngineClient second = engineAgain(renewing);
        second.start(StartRequest.of("Other", "b"));
        end(second, "b");
        List<Integer> whileHeld = List.copyOf(generations);

        // When
        second.resume("a", null);

        // Then
        assertThat(whileHeld).containsExactly(0);
        assertCompleted(end(second, "a"), "1");
        assertThat(generations).containsExactly(0, 1);
    }

    @Test
    void goesOnWhereTheLastEngineStopped() {
        // Given
        var calls = new AtomicInteger();
        EngineClient first = engine(it -> it.orchestrator(Flows.collect()));
        first.start(StartRequest.of("Collect", "a").withInput("2"));
        first.raise("a", "item", "1");
        await().until(() -> first.history("a").size() > 2);
        first.suspend("a", null);

        // When
        EngineClient second = engineAgain(it -> it.orchestrator(orchestrator("Collect", ctx -> {
            calls.incrementAndGet();
            Flows.collect().create().run(ctx);
        })));
        second.raise("a", "item", "2");
        second.resume("a", null);

        // Then
        assertCompleted(end(second, "a"), "[1,2]");
        assertThat(calls).hasPositiveValue();
    }
}
