package dev.millrace.engine.memory;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Instance;
import dev.millrace.engine.Status;
import dev.millrace.engine.store.Message;
import dev.millrace.engine.store.Parcel;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Stored;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables of the memory store. Whoever touches them holds their lock. */
final class Tables {

    final Map<UUID, Instant> hosts = new HashMap<>();
    final Set<UUID> runners = new HashSet<>();
    final @Nullable UUID[] shards = new UUID[Shards.COUNT];
    final TreeMap<String, Row> instances = new TreeMap<>();
    final TreeMap<Long, Letter> inbox = new TreeMap<>();
    final Map<Receipt, Instant> receipts = new HashMap<>();
    final Map<String, Instant> tombstones = new HashMap<>();
    long lastSeq;

    record Receipt(String instanceId, String key) {}

    /** A message in the inbox. */
    record Letter(String instanceId, Message message) {}

    /** An instance. */
    static final class Row {
        final Write.Start start;
        String executionId;

        @Nullable
        String input;

        @Nullable
        String version;

        @Nullable
        Instant startAt;

        int generation;
        Write.Head head;
        Instant updatedAt;
        final List<List<HistoryEvent>> steps = new ArrayList<>();

        Row(Write.Start start) {
            this.start = start;
            this.executionId = start.executionId();
            this.input = start.request().input();
            this.version = start.request().version();
            this.startAt = start.request().startAt();
            this.head = new Write.Head(Status.PENDING, null, null, null, startAt, startAt == null);
            this.updatedAt = start.at();
        }

        Instance view(boolean payloads) {
            Failure failure = head.failure();
            ParentInstanceInfo parent = start.parent();
            return new Instance(
                    start.instanceId(),
                    start.request().name(),
                    version,
                    executionId,
                    head.status(),
                    start.at(),
                    updatedAt,
                    startAt,
                    payloads ? input : null,
                    payloads ? head.output() : null,
                    payloads ? head.customStatus() : null,
                    failure,
                    parent == null ? null : parent.getOrchestrationInstance().getInstanceId());
        }

        List<HistoryEvent> history() {
            return steps.stream().flatMap(List::stream).toList();
        }
    }

    Optional<Row> find(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** Puts a message into the inbox unless nobody would ever read it. */
    Optional<Message> post(Parcel parcel) {
        Row row = instances.get(parcel.instanceId());
        if (row == null || row.head.status().isTerminal()) {
            return Optional.empty();
        }
        Message message = new Message(++lastSeq, parcel.fence(), parcel.event());
        inbox.put(message.seq(), new Letter(parcel.instanceId(), message));
        return Optional.of(message);
    }

    List<Message> inboxOf(String id) {
        return inbox.values().stream()
                .filter(letter -> letter.instanceId().equals(id))
                .map(Letter::message)
                .toList();
    }

    void emptyInbox(String id) {
        inbox.values().removeIf(letter -> letter.instanceId().equals(id));
    }

    Written clear() {
        instances.clear();
        inbox.clear();
        receipts.clear();
        tombstones.clear();
        return new Written.Done();
    }

    Stored stored(Row row) {
        return new Stored(
                row.view(true),
                row.generation,
                row.start.parent(),
                row.steps.size(),
                row.history(),
                inboxOf(row.start.instanceId()));
    }
}
