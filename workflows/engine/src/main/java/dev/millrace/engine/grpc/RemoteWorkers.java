package dev.millrace.engine.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ActivityResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationInstance;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorRequest;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.WorkItem;
import dev.millrace.engine.Failure;
import dev.millrace.engine.work.ActivityWork;
import dev.millrace.engine.work.OrchestratorWork;
import dev.millrace.engine.work.Workers;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Work for workers that connect: each gets a little at a time, what a lost worker had is offered to the next, and so is
 * what one keeps for too long. The protocol's answers name the instance and task only, so the same task is never out
 * twice for different executions. Thread-safe.
 */
public final class RemoteWorkers implements Workers {

    /** The SDK's worker does one thing at a time; the second is there when it asks. */
    private static final int AT_ONCE = 2;

    private static final int ORCHESTRATOR = -1;

    private final InstantSource clock;
    private final Duration timeout;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private final Map<Key, Item> out = new HashMap<>();
    private final Map<Key, Item> behind = new HashMap<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * Nobody is connected yet.
     *
     * @param timeout after which work that is out is offered again
     */
    public RemoteWorkers(InstantSource clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
    }

    private record Key(String instanceId, int task) {}

    /** Work, each time it comes in another one. */
    private sealed interface Item {

        Key key();

        WorkItem wire() throws InvalidProtocolBufferException;

        void fail(Failure failure);

        record Orchestrator(OrchestratorWork work) implements Item {

            @Override
            public Key key() {
                return new Key(work.instanceId(), ORCHESTRATOR);
            }

            @Override
            public WorkItem wire() throws InvalidProtocolBufferException {
                return WorkItem.newBuilder()
                        .setOrchestratorRequest(OrchestratorRequest.parseFrom(work.request()))
                        .build();
            }

            @Override
            public void fail(Failure failure) {
                work.failed(failure);
            }
        }

        record Activity(ActivityWork work) implements Item {

            @Override
            public Key key() {
                return new Key(work.instanceId(), work.task());
            }

            @Override
            public WorkItem wire() {
                var request = ActivityRequest.newBuilder()
                        .setName(work.name())
                        .setTaskId(work.task())
                        .setOrchestrationInstance(OrchestrationInstance.newBuilder()
                                .setInstanceId(work.instanceId())
                                .setExecutionId(StringValue.of(work.executionId())));
                if (work.action().hasInput()) {
                    request.setInput(work.action().getInput());
                }
                if (work.action().hasVersion()) {
                    request.setVersion(work.action().getVersion());
                }
                return WorkItem.newBuilder().setActivityRequest(request).build();
            }

            @Override
            public void fail(Failure failure) {
                work.failed(failure);
            }
        }
    }

    /** A worker's open stream, and since when it has what. */
    private static final class Line {
        private final ServerCallStreamObserver<WorkItem> stream;
        private final Map<Item, Instant> has = new HashMap<>();

        Line(ServerCallStreamObserver<WorkItem> stream) {
            this.stream = stream;
        }

        boolean hasRoom() {
            return has.size() < AT_ONCE && stream.isReady() && !stream.isCancelled();
        }
    }

    @Override
    public boolean take(OrchestratorWork work) {
        enter(new Item.Orchestrator(work));
        return true;
    }

    @Override
    public boolean take(ActivityWork work) {
        enter(new Item.Activity(work));
        return true;
    }

    private synchronized void enter(Item item) {
        if (out.containsKey(item.key())) {
            behind.put(item.key(), item);
        } else {
            waiting.removeIf(other -> other.key().equals(item.key()));
            waiting.add(item);
            hand();
        }
    }

    /** Connects a worker until its call ends. */
    void connect(ServerCallStreamObserver<WorkItem> stream) {
        var line = new Line(stream);
        stream.setOnCancelHandler(() -> disconnect(line));
        stream.setOnCloseHandler(() -> disconnect(line));
        stream.setOnReadyHandler(this::handAll);
        synchronized (this) {
            lines.add(line);
            hand();
        }
    }

    private synchronized void handAll() {
        hand();
    }

    private synchronized void disconnect(Line line) {
        lines.remove(line);
        for (Item item : line.has.keySet()) {
            if (out.remove(item.key(), item)) {
                Item next = behind.remove(item.key());
                waiting.addFirst(next == null ? item : next);
            }
        }
        line.has.clear();
        hand();
    }

    private void hand() {
        while (!waiting.isEmpty()) {
            Optional<Line> free =
                    lines.stream().filter(Line::hasRoom).min(Comparator.comparingInt(line -> line.has.size()));
            if (free.isEmpty()) {
                return;
            }
            send(free.get(), waiting.remove());
        }
    }

    private void send(Line line, Item item) {
        try {
            WorkItem wire = item.wire();
            out.put(item.key(), item);
            line.has.put(item, clock.instant());
            line.stream.onNext(wire);
        } catch (InvalidProtocolBufferException e) {
            // Not here: whoever hears of it may be about to enter with other work.
            Thread.startVirtualThread(() -> item.fail(Failure.of(e)));
        }
    }

    /** An orchestrator's answer; one that nobody waits for is dropped. */
    void answered(OrchestratorResponse response) {
        if (taken(new Key(response.getInstanceId(), ORCHESTRATOR)).orElse(null)
                instanceof Item.Orchestrator(OrchestratorWork work)) {
            work.answered(response);
        }
    }

    /** An activity's answer; one that nobody waits for is dropped. */
    void answered(ActivityResponse response) {
        if (taken(new Key(response.getInstanceId(), response.getTaskId())).orElse(null)
                instanceof Item.Activity(ActivityWork work)) {
            if (response.hasFailureDetails()) {
                work.failed(Failure.of(response.getFailureDetails()));
            } else {
                work.completed(response.hasResult() ? response.getResult().getValue() : null);
            }
        }
    }

    private synchronized Optional<Item> taken(Key key) {
        Item item = out.remove(key);
        if (item != null) {
            lines.forEach(line -> line.has.remove(item));
            waiting.remove(item);
            Item next = behind.remove(key);
            if (next != null) {
                waiting.add(next);
            }
        }
        hand();
        return Optional.ofNullable(item);
    }

    /** Offers again what workers have had for too long. Called now and then. */
    synchronized void offerLate() {
        Instant late = clock.instant().minus(timeout);
        for (Line line : lines) {
            for (Iterator<Map.Entry<Item, Instant>> all = line.has.entrySet().iterator(); all.hasNext(); ) {
                var entry = all.next();
                if (entry.getValue().isBefore(late)
                        && entry.getKey().equals(out.get(entry.getKey().key()))) {
                    entry.setValue(Instant.MAX);
                    waiting.addFirst(entry.getKey());
                }
            }
        }
        hand();
    }
}
