package dev.millrace.engine.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ScheduleTaskAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import dev.millrace.engine.work.ActivityWork;
import dev.millrace.engine.work.OrchestratorWork;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class RemoteWorkersTest {

    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final RemoteWorkers workers = new RemoteWorkers(() -> now, Duration.ofMinutes(1));

    /** A worker's stream without a network. */
    private static final class Stream extends ServerCallStreamObserver<WorkItem> {
        private final List<WorkItem> items = new ArrayList<>();
        private Runnable onCancel = () -> {};

        @Override
        public void onNext(WorkItem item) {
            items.add(item);
        }

        void lose() {
            onCancel.run();
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            onCancel = handler;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {}

        @Override
        public void setOnCloseHandler(Runnable handler) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}

        @Override
        public void setCompression(String compression) {}

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {}
    }

    private Stream worker() {
        var stream = new Stream();
        workers.connect(stream);
        return stream;
    }

    private List<ActivityWork.Outcome> activity(String execution, int task) {
        var results = new ArrayList<ActivityWork.Outcome>();
        var action = ScheduleTaskAction.newBuilder().setName("Any").build();
        workers.take(new ActivityWork("a", execution, task, action, results::add));
        return results;
    }

    private static ActivityResponse answer(int task) {
        return ActivityResponse.newBuilder().setInstanceId("a").setTaskId(task).build();
    }

    @Test
    void dividesWorkAmongWorkers() {
        // Given
        Stream one = worker();
        Stream two = worker();

        // When
        for (int task = 0; task < 8; task++) {
            activity("execution", task);
        }

        // Then
        assertThat(one.items).hasSize(2);
        assertThat(two.items).hasSize(2);
    }

    @Test
    void givesTheWorkOfALostWorkerToTheNext() {
        // Given
        Stream lost = worker();
        List<ActivityWork.Outcome> results = activity("execution", 0);

        // When
        lost.lose();
        Stream next = worker();
        workers.answered(answer(0));

        // Then
        assertThat(next.items).hasSize(1);
        assertThat(results).hasSize(1);
    }

    @Test
    void offersWorkAgainThatAWorkerKeepsForTooLong() {
        // Given
        List<ActivityWork.Outcome> results = activity("execution", 0);
        Stream silent = worker();
        now = now.plus(Duration.ofMinutes(2));
        Stream other = worker();

        // When
        workers.offerLate();
        workers.answered(answer(0));
        workers.answered(answer(0));

        // Then
        assertThat(silent.items).hasSize(1);
        assertThat(other.items).hasSize(1);
        assertThat(results).hasSize(1);
    }

    @Test
    void neverHasTheSameTaskOutForTwoExecutions() {
        // Given
        Stream stream = worker();
        List<ActivityWork.Outcome> old = activity("execution-1", 0);
        List<ActivityWork.Outcome> current = activity("execution-2", 0);

        // When
        workers.answered(answer(0));
        int before = current.size();
        workers.answered(answer(0));

        // Then
        assertThat(old).hasSize(1);
        assertThat(before).isZero();
        assertThat(current).hasSize(1);
        assertThat(stream.items).hasSize(2);
    }

    @Test
    void ignoresAnswersThatNobodyWaitsFor() {
        // Given
        List<ActivityWork.Outcome> results = activity("execution", 0);
        worker();

        // When
        workers.answered(answer(7));
        workers.answered(OrchestratorResponse.newBuilder().setInstanceId("a").build());

        // Then
        assertThat(results).isEmpty();
    }

    @Test
    void failsWorkThatCannotBeEncoded() {
        // Given
        worker();
        var outcomes = new CopyOnWriteArrayList<OrchestratorWork.Outcome>();
        var garbled = new OrchestratorWork("a", "Any", ByteString.copyFromUtf8("\u0007garbled"), outcomes::add);

        // When
        workers.take(garbled);

        // Then
        await().untilAsserted(
                        () -> assertThat(outcomes).singleElement().isInstanceOf(OrchestratorWork.Outcome.Failed.class));
    }
}
