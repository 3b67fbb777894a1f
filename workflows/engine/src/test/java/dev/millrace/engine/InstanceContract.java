package dev.millrace.engine;

import static dev.millrace.engine.Flows.activity;
import static dev.millrace.engine.Flows.orchestrator;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What clients can do to instances, on any store. */
abstract class InstanceContract extends EngineContract {

    private EngineClient collector() {
        return engine(it -> it.orchestrator(Flows.collect())
                .orchestrator(orchestrator(
                        "Parent",
                        ctx -> ctx.callSubOrchestrator("Collect", 1, "child", null, Object.class)
                                .await()))
                .orchestrator(Flows.chain("Chain", 2))
                .activity(Flows.plusOne()));
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
            Flows.waitFor(leave);
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
    void aGoalThatThrowsFailsItsOwnWaitAlone() {
        // Given
        EngineClient client = collector();
        client.start(StartRequest.of("Collect", "a").withInput("1"));

        // When
        var wait = client.until(
                "a",
                status -> {
                    throw new IllegalStateException("no goal");
                },
                false);

        // Then
        assertThat(wait).failsWithin(PATIENCE).withThrowableThat().withMessageContaining("no goal");
        client.raise("a", "item", "1");
        assertCompleted(end(client, "a"), "[1]");
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
