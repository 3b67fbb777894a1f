package dev.millrace.engine;

import static dev.millrace.engine.Flows.activity;
import static dev.millrace.engine.Flows.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients can do to instances, on any store. */
abstract class InstanceContract extends EngineContract {

    private EngineClient collector() {
        return engine(it -> it.orchestrator(orchestrator("Collect", ctx -> {
                    var got = new ArrayList<Integer>();
                    for (int i = 0; i < ctx.getInput(Integer.class); i++) {
                        got.add(ctx.waitForExternalEvent("item", Integer.class).await());
                    }
                    ctx.complete(got);
                }))
                .orchestrator(orchestrator(
                        "Parent",
                        ctx -> ctx.callSubOrchestrator("Collect", 1, "child", null, Object.class)
                                .await()))
                .orchestrator(Flows.chain("Chain", 2))
                .activity(Flows.plusOne()));
    }

    @Test
    void handsEventsOverInTheirOrder() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("50"));

        // When
        for (int i = 0; i < 50; i++) {
            client.raise("a", "item", String.valueOf(i));
        }

        // Then
        assertCompleted(
                end(client, "a"),
                IntStream.range(0, 50).boxed().toList().toString().replace(" ", ""));
    }

    @Test
    void carriesEventsOverInTheirOrderAndEachOnce() {
        // Given
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Fold", ctx -> {
            String soFar = ctx.getInput(String.class);
            String next = ctx.waitForExternalEvent("item", String.class).await();
            if (next.equals("end")) {
                ctx.complete(soFar);
            } else {
                ctx.continueAsNew(soFar + next, true);
            }
        })));
        client.start(
                StartRequest.of("Fold", "a").withInput("\"\"").at(Instant.now().plusMillis(150)));

        // When
        for (String item : List.of("a", "b", "b", "c", "d", "e", "e", "f", "end")) {
            client.raise("a", "item", '"' + item + '"');
        }

        // Then
        assertCompleted(end(client, "a"), "\"abbcdeef\"");
    }

    @Test
    void raisesAnEventWithTheSameKeyOnce() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("2"));

        // When
        List<Delivered> answers = List.of(
                client.raise("a", "item", "1", "event-1"),
                client.raise("a", "item", "1", "event-1"),
                client.raise("a", "item", "2", "event-2"));

        // Then
        assertThat(answers)
                .containsExactly(new Delivered.Accepted(), new Delivered.Repeated(), new Delivered.Accepted());
        assertCompleted(end(client, "a"), "[1,2]");
    }

    @Test
    void refusesMessagesThatNobodyWouldRead() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Chain", "ended"));
        end(client, "ended");

        // When
        List<Delivered> answers = List.of(
                client.raise("nobody", "item", null, "key"),
                client.raise("ended", "item", null),
                client.suspend("nobody", null),
                client.terminate("nobody", null));

        // Then
        assertThat(answers)
                .containsExactly(
                        new Delivered.Unknown(),
                        new Delivered.Ended(),
                        new Delivered.Unknown(),
                        new Delivered.Unknown());
    }

    @Test
    void holdsASuspendedInstanceUntilItIsResumed() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("1"));
        client.suspend("a", "wait");
        await().until(() -> client.get("a", false).orElseThrow().status() == Status.SUSPENDED);
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
                    try {
                        go.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return 5;
                })));
        client.start(StartRequest.of("Slow", "a"));
        started(client, "a");
        client.suspend("a", null);
        await().until(() -> client.get("a", false).orElseThrow().status() == Status.SUSPENDED);
        go.countDown();
        await().until(() ->
                !store().journal().load(List.of("a")).getFirst().inbox().isEmpty());

        // When
        client.resume("a", null);

        // Then
        assertCompleted(end(client, "a"), "5");
    }

    @Test
    void terminatesAnInstanceWithItsChildren() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Parent", "a"));
        await().until(() -> client.get("child", false)
                .filter(child -> child.status() == Status.RUNNING)
                .isPresent());

        // When
        client.terminate("a", "\"enough\"");

        // Then
        Instance ended = end(client, "a");
        assertThat(ended.status()).isEqualTo(Status.TERMINATED);
        assertThat(ended.output()).isEqualTo("\"enough\"");
        assertThat(end(client, "child").status()).isEqualTo(Status.TERMINATED);
    }

    @Test
    void terminatesWhileAnOrchestratorIsUnderWay() {
        // Given
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Stuck", ctx -> {
            entered.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            ctx.complete("never seen");
        })));
        client.start(StartRequest.of("Stuck", "a"));
        await().until(() -> entered.getCount() == 0);

        // When
        client.terminate("a", null);

        // Then
        assertThat(end(client, "a").status()).isEqualTo(Status.TERMINATED);
        leave.countDown();
    }

    @Test
    void reusesAnIdOnlyAfterItsEnd() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("1"));

        // When
        Started whileRunning = client.start(StartRequest.of("Chain", "a"));
        client.raise("a", "item", "1");
        end(client, "a");
        Started afterwards = client.start(StartRequest.of("Chain", "a"));

        // Then
        assertThat(whileRunning).isInstanceOf(Started.AlreadyRunning.class);
        assertThat(afterwards).isInstanceOf(Started.Created.class);
        assertCompleted(end(client, "a"), "2");
    }

    @Test
    void remembersPurgedIdsAndKeys() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Chain", "a").withKey("hook-1").ifNeverSeen());
        end(client, "a");
        boolean purged = client.purge("a");

        // When
        Started again = client.start(StartRequest.of("Chain", "a").ifNeverSeen());
        Started repeated = client.start(StartRequest.of("Chain", "a").withKey("hook-1"));

        // Then
        assertThat(purged).isTrue();
        assertThat(client.get("a", false)).isEmpty();
        assertThat(again).isInstanceOf(Started.SeenBefore.class);
        assertThat(repeated).isInstanceOf(Started.Repeated.class);
    }

    @Test
    void neverPurgesWhatRuns() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "running").withInput("1"));
        client.start(StartRequest.of("Chain", "ended"));
        end(client, "ended");

        // When
        boolean one = client.purge("running");
        int many = client.purge(Purge.endedBefore(Instant.now().plusSeconds(60)));

        // Then
        assertThat(one).isFalse();
        assertThat(many).isEqualTo(1);
        assertThat(client.get("running", false)).isPresent();
    }

    @Test
    void restartsUnderTheSameIdOrANewOne() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Chain", "a").withInput("1"));
        end(client, "a");

        // When
        Started same = client.restart("a", true).orElseThrow();
        Started other = client.restart("a", false).orElseThrow();

        // Then
        assertThat(same).isEqualTo(new Started.Created("a"));
        assertThat(other.instanceId()).isNotEqualTo("a");
        assertCompleted(end(client, other.instanceId()), "2");
        assertThat(client.restart("nobody", true)).isEmpty();
    }

    @Test
    void listsPagesThatTogetherHoldEachInstanceOnce() {
        // Given
        EngineClient client = collector();
        for (int i = 0; i < 7; i++) {
            client.start(StartRequest.of("Collect", "page-" + i).withInput("1"));
        }
        client.start(StartRequest.of("Collect", "other").withInput("1"));

        // When
        var seen = new ArrayList<String>();
        var query = InstanceQuery.all().withPrefix("page-").withLimit(3);
        InstancePage page = client.query(query);
        seen.addAll(page.instances().stream().map(Instance::id).toList());
        while (page.continuation() != null) {
            page = client.query(query.after(page.continuation()));
            seen.addAll(page.instances().stream().map(Instance::id).toList());
        }

        // Then
        assertThat(seen)
                .containsExactlyElementsOf(
                        IntStream.range(0, 7).mapToObj(i -> "page-" + i).toList());
    }

    @Test
    void startsNotBeforeItsTime() {
        // Given
        EngineClient client = collector();
        Instant later = Instant.now().plusMillis(200);

        // When
        client.start(StartRequest.of("Chain", "a").at(later));

        // Then
        assertThat(end(client, "a").updatedAt()).isAfterOrEqualTo(later.minusMillis(1));
    }

    @Test
    void goesOnWhereTheLastEngineStopped() {
        // Given
        var calls = new AtomicInteger();
        EngineClient first = collector();
        first.start(StartRequest.of("Collect", "a").withInput("2"));
        first.raise("a", "item", "1");
        await().until(() -> first.history("a").size() > 2);
        first.suspend("a", null);

        // When
        EngineClient second = engineAgain(it -> it.orchestrator(orchestrator("Collect", ctx -> {
            calls.incrementAndGet();
            var got = new ArrayList<Integer>();
            for (int i = 0; i < ctx.getInput(Integer.class); i++) {
                got.add(ctx.waitForExternalEvent("item", Integer.class).await());
            }
            ctx.complete(got);
        })));
        second.raise("a", "item", "2");
        second.resume("a", null);

        // Then
        assertCompleted(end(second, "a"), "[1,2]");
        assertThat(calls).hasPositiveValue();
    }

    @Test
    void keepsLargePayloads() {
        // Given
        String large = '"' + "x".repeat(10 << 20) + '"';
        EngineClient client = engine(it -> it.orchestrator(orchestrator("Echo", ctx -> {
                    String once = ctx.callActivity("Same", ctx.getInput(String.class), String.class)
                            .await();
                    ctx.waitForExternalEvent("go").await();
                    ctx.complete(once);
                }))
                .activity(activity("Same", ctx -> ctx.getInput(String.class))));

        // When
        client.start(StartRequest.of("Echo", "a").withInput(large));
        client.raise("a", "go", null);

        // Then
        assertCompleted(end(client, "a"), large);
        assertThat(client.history("a")
                        .getLast()
                        .getExecutionCompleted()
                        .getResult()
                        .getValue())
                .isEqualTo(large);
    }
}
