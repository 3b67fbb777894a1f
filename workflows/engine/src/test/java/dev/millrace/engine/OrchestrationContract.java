package dev.millrace.engine;

import static dev.millrace.engine.Flows.activity;
import static dev.millrace.engine.Flows.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.RetryPolicy;
import com.microsoft.durabletask.Task;
import com.microsoft.durabletask.TaskFailedException;
import com.microsoft.durabletask.TaskOptions;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What orchestrators can ask for, on any store. */
abstract class OrchestrationContract extends EngineContract {

    @Test
    void runsActivitiesOneAfterTheOther() {
        // Given
        EngineClient client =
                engine(it -> it.orchestrator(Flows.chain("Chain", 5)).activity(Flows.plusOne()));

        // When
        client.start(StartRequest.of("Chain", "a"));

        // Then
        assertCompleted(end(client, "a"), "5");
    }

    @Test
    void runsActivitiesAtOnce() {
        // Given
        var together = new CountDownLatch(10);
        EngineClient client = engine(it -> it.orchestrator(orchestrator("FanOut", ctx -> {
                    List<Task<Integer>> tasks = IntStream.range(0, 10)
                            .mapToObj(i -> ctx.callActivity("Meet", i, Integer.class))
                            .toList();
                    ctx.complete(ctx.allOf(tasks).await().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
                }))
                .activity(activity("Meet", ctx -> {
                    together.countDown();
                    return await(together) ? ctx.getInput(Integer.class) : -1000;
                })));

        // When
        client.start(StartRequest.of("FanOut", "a"));

        // Then
        assertCompleted(end(client, "a"), "45");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void keepsToTheLimitOfAnActivity() {
        // Given
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        EngineClient client = engine(it -> it.orchestrator(orchestrator("FanOut", ctx -> {
                    ctx.allOf(IntStream.range(0, 12)
                                    .mapToObj(i -> ctx.callActivity("Narrow", i, Integer.class))
                                    .toList())
                            .await();
                }))
                .activity(
                        activity("Narrow", ctx -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            Thread.onSpinWait();
                            return now.decrementAndGet();
                        }),
                        2));

        // When
        client.start(StartRequest.of("FanOut", "a"));

        // Then
        end(client, "a");
        assertThat(most).hasValueBetween(1, 2);
    }

    @Test
    void retriesAnActivityAndTellsTheLastFailure() {
        // Given
        var calls = new AtomicInteger();
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Stubborn", ctx -> {
                    var retry = new TaskOptions(new RetryPolicy(3, Duration.ofMillis(1)));
                    try {
                        ctx.callActivity("Break", null, retry, Void.class).await();
                    } catch (TaskFailedException e) {
                        ctx.complete(e.getErrorDetails().getErrorMessage());
                    }
                }))
                .activity(activity("Break", ctx -> {
                    throw new IllegalStateException("attempt " + calls.incrementAndGet());
                })));

        // When
        client.start(StartRequest.of("Stubborn", "a"));

        // Then
        assertCompleted(end(client, "a"), "\"attempt 3\"");
    }

    @Test
    void waitsForSubOrchestrations() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Parent", ctx -> {
                    List<Task<String>> children = IntStream.range(0, 5)
                            .mapToObj(i -> ctx.callSubOrchestrator("Child", i, "child-" + i, String.class))
                            .toList();
                    ctx.complete(String.join(",", ctx.allOf(children).await()));
                }))
                .orchestrator(orchestrator("Child", ctx -> ctx.complete("c" + ctx.getInput(Integer.class)))));

        // When
        client.start(StartRequest.of("Parent", "a"));

        // Then
        assertCompleted(end(client, "a"), "\"c0,c1,c2,c3,c4\"");
        assertThat(client.get("child-3", true).orElseThrow().parentId()).isEqualTo("a");
    }

    @Test
    void tellsTheParentWhenAChildFails() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Parent", ctx -> {
                    try {
                        ctx.callSubOrchestrator("Child", null, "child", null, Void.class)
                                .await();
                    } catch (TaskFailedException e) {
                        ctx.complete(e.getErrorDetails().getErrorMessage());
                    }
                }))
                .orchestrator(orchestrator("Child", ctx -> {
                    throw new IllegalStateException("spilt");
                })));

        // When
        client.start(StartRequest.of("Parent", "a"));

        // Then
        assertCompleted(end(client, "a"), "\"spilt\"");
        assertThat(end(client, "child").status()).isEqualTo(Status.FAILED);
    }

    @Test
    void tellsTheParentWhenAChildsIdIsTaken() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Parent", ctx -> {
                    try {
                        ctx.callSubOrchestrator("Waits", null, "taken", null, Void.class)
                                .await();
                    } catch (TaskFailedException e) {
                        ctx.complete(e.getErrorDetails().getErrorType());
                    }
                }))
                .orchestrator(orchestrator(
                        "Waits", ctx -> ctx.waitForExternalEvent("never").await())));
        client.start(StartRequest.of("Waits", "taken"));

        // When
        client.start(StartRequest.of("Parent", "a"));

        // Then
        assertCompleted(end(client, "a"), "\"InstanceAlreadyExists\"");
    }

    @Test
    void firesTimersInTheirOrder() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Timers", ctx -> {
            Task<Void> late = ctx.createTimer(Duration.ofMillis(80));
            Task<Void> soon = ctx.createTimer(Duration.ofMillis(20));
            ctx.allOf(List.of(late, soon)).await();
        })));

        // When
        client.start(StartRequest.of("Timers", "a"));

        // Then
        Instance ended = end(client, "a");
        assertThat(client.history("a").stream()
                        .filter(HistoryEvent::hasTimerFired)
                        .map(event -> event.getTimerFired().getTimerId()))
                .containsExactly(1, 0);
        assertThat(Duration.between(ended.createdAt(), ended.updatedAt()))
                .isGreaterThanOrEqualTo(Duration.ofMillis(80));
    }

    @Test
    void continuesAsNewManyTimes() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Count", ctx -> {
                    int n = ctx.getInput(Integer.class);
                    if (n < 20) {
                        ctx.continueAsNew(
                                ctx.callActivity("PlusOne", n, Integer.class).await());
                    } else {
                        ctx.complete(n);
                    }
                }))
                .activity(Flows.plusOne()));

        // When
        client.start(StartRequest.of("Count", "a").withInput("0"));

        // Then
        assertCompleted(end(client, "a"), "20");
        assertThat(client.history("a")).hasSizeLessThan(10);
    }

    @Test
    void sendsAnEventToAnotherInstanceOnce() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Sender", ctx -> {
                    ctx.sendEvent("b", "hello", 7);
                    ctx.callActivity("PlusOne", 1, Integer.class).await();
                    ctx.callActivity("PlusOne", 2, Integer.class).await();
                    // It returns without a word, and completes all the same.
                }))
                .orchestrator(orchestrator("Receiver", ctx -> {
                    int got = ctx.waitForExternalEvent("hello", Integer.class).await();
                    Task<Integer> again = ctx.waitForExternalEvent("hello", Integer.class);
                    Task<String> over = ctx.waitForExternalEvent("over", String.class);
                    ctx.anyOf(again, over).await();
                    ctx.complete(again.isDone() ? -1 : got);
                }))
                .activity(Flows.plusOne()));
        client.start(StartRequest.of("Receiver", "b"));

        // When
        client.start(StartRequest.of("Sender", "a"));
        end(client, "a");
        client.raise("b", "over", "\"x\"");

        // Then
        assertCompleted(end(client, "b"), "7");
    }

    @Test
    void showsAndClearsTheCustomStatus() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Status", ctx -> {
            ctx.setCustomStatus("waiting");
            ctx.waitForExternalEvent("go").await();
            ctx.clearCustomStatus();
        })));
        client.start(StartRequest.of("Status", "a"));
        String before = started(client, "a").customStatus();

        // When
        client.raise("a", "go", null);

        // Then
        assertThat(before).isEqualTo("\"waiting\"");
        assertThat(end(client, "a").customStatus()).isNull();
    }
}
