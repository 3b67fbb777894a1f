package dev.millrace.engine.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.durabletask.DurableTaskClient;
import com.microsoft.durabletask.DurableTaskGrpcClientBuilder;
import com.microsoft.durabletask.DurableTaskGrpcWorker;
import com.microsoft.durabletask.DurableTaskGrpcWorkerBuilder;
import com.microsoft.durabletask.NewOrchestrationInstanceOptions;
import com.microsoft.durabletask.OrchestrationRuntimeStatus;
import dev.millrace.engine.Engine;
import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.Flows;
import dev.millrace.engine.Stores;
import dev.millrace.engine.store.Store;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The SDK's stock worker and client against this engine. */
class SidecarTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Stores stores;
    private Store store;
    private Engine engine;
    private SidecarServer server;
    private DurableTaskClient client;

    @BeforeEach
    void open() throws IOException {
        stores = Stores.postgres();
        store = stores.open();
        var workers =
                new RemoteWorkers(Clock.systemUTC(), EngineConfig.defaults().remoteTimeout());
        engine = Engine.builder(store).remote(workers).start();
        server = SidecarServer.open(engine.client(), workers, 0, false);
        client = new DurableTaskGrpcClientBuilder().port(server.port()).build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        engine.close();
        store.close();
        stores.close();
    }

    private DurableTaskGrpcWorkerBuilder worker() {
        return new DurableTaskGrpcWorkerBuilder().port(server.port());
    }

    @Test
    void runsAChainOnAStockWorker() throws TimeoutException {
        // Given
        try (DurableTaskGrpcWorker worker = worker().addOrchestration(Flows.chain("Chain", 5))
                .addActivity(Flows.plusOne())
                .build()) {
            worker.start();

            // When
            String id = client.scheduleNewOrchestrationInstance("Chain");

            // Then
            var ended = client.waitForInstanceCompletion(id, PATIENCE, true);
            assertThat(ended.getRuntimeStatus()).isEqualTo(OrchestrationRuntimeStatus.COMPLETED);
            assertThat(ended.readOutputAs(int.class)).isEqualTo(5);
        }
    }

    @Test
    void givesTheWorkOfALostWorkerToTheNext() throws Exception {
        // Given
        var taken = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        var connection = ManagedChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
        DurableTaskGrpcWorker lost = new DurableTaskGrpcWorkerBuilder()
                .grpcChannel(connection)
                .addOrchestration(Flows.chain("Chain", 1))
                .addActivity(Flows.activity("PlusOne", ctx -> {
                    taken.countDown();
                    Flows.waitFor(never);
                    return -1;
                }))
                .build();
        Thread thread = Thread.ofPlatform().daemon().start(lost::startAndBlock);
        String id = client.scheduleNewOrchestrationInstance("Chain");
        taken.await();
        connection.shutdownNow();

        // When
        try (DurableTaskGrpcWorker next = worker().addOrchestration(Flows.chain("Chain", 1))
                .addActivity(Flows.plusOne())
                .build()) {
            next.start();

            // Then
            assertThat(client.waitForInstanceCompletion(id, PATIENCE, true).readOutputAs(int.class))
                    .isEqualTo(1);
        }
        thread.interrupt();
    }

    @Test
    void answersBadRequestsWithAStatus() {
        // Given
        var known = new NewOrchestrationInstanceOptions().setInstanceId("known");
        client.scheduleNewOrchestrationInstance("Nobody", known);

        // Then
        assertRefused(Status.Code.ALREADY_EXISTS, () -> client.scheduleNewOrchestrationInstance("Nobody", known));
        assertRefused(Status.Code.NOT_FOUND, () -> client.raiseEvent("unknown", "event"));
        assertRefused(Status.Code.NOT_FOUND, () -> client.waitForInstanceCompletion("unknown", PATIENCE, false));
        assertRefused(Status.Code.INVALID_ARGUMENT, () -> client.raiseEvent("known", " "));
        assertRefused(
                Status.Code.INVALID_ARGUMENT, () -> client.scheduleNewOrchestrationInstance("Nobody", null, "a\0b"));
        assertRefused(Status.Code.FAILED_PRECONDITION, () -> client.createTaskHub(true));
    }

    private static void assertRefused(Status.Code code, ThrowingCallable call) {
        assertThatExceptionOfType(StatusRuntimeException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }
}
