package dev.millrace.engine.store;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Purge;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to be done in a transaction. */
public sealed interface Write {

    /**
     * Makes an instance.
     *
     * @param executionId of its first execution
     * @param onRefusal sent when the instance cannot be made
     */
    record Start(
            StartRequest request,
            String executionId,
            Instant at,
            @Nullable ParentInstanceInfo parent,
            @Nullable Parcel onRefusal)
            implements Write {

        public String instanceId() {
            return request.instanceId();
        }
    }

    /**
     * Puts a message into an inbox.
     *
     * @param key deduplication key
     */
    record Deliver(Parcel parcel, @Nullable String key, Instant at) implements Write {}

    /**
     * Takes one step of one instance.
     *
     * @param step its number, from 0 in each generation
     * @param events all events of the step
     * @param encoded the same as past events of a request
     * @param head the instance's new state; null when it is as before
     * @param consumed places of the messages that the step took from the inbox
     * @param renewal makes the step the last of its generation; its events are then not kept
     */
    record Advance(
            String instanceId,
            int generation,
            int step,
            Instant at,
            List<HistoryEvent> events,
            ByteString encoded,
            @Nullable Head head,
            List<Long> consumed,
            List<Parcel> parcels,
            List<Start> children,
            @Nullable Renewal renewal)
            implements Write {

        public Advance {
            events = List.copyOf(events);
            consumed = List.copyOf(consumed);
            parcels = List.copyOf(parcels);
            children = List.copyOf(children);
        }
    }

    /** Drops messages that nobody will consume. */
    record Discard(List<Long> seqs) implements Write {

        public Discard {
            seqs = List.copyOf(seqs);
        }
    }

    /** Removes one instance if it has ended. */
    record PurgeOne(String instanceId, Instant at) implements Write {}

    /** Removes ended instances, as many as one transaction should. */
    record PurgeMany(Purge purge, int limit, Instant at) implements Write {}

    /** Removes receipts and tombstones that are older. */
    record Forget(Instant before) implements Write {}

    /** Forgets every instance, message, receipt and tombstone, those of the same transaction too. */
    record Clear() implements Write {}

    /**
     * The part of an instance that steps change.
     *
     * @param wakeAt the next timer
     * @param busy whether work is under way that no row elsewhere tells of
     */
    record Head(
            Status status,
            @Nullable String customStatus,
            @Nullable String output,
            @Nullable Failure failure,
            @Nullable Instant wakeAt,
            boolean busy) {}

    /**
     * The next generation of an instance that continues as new.
     *
     * @param carried events that go along, ahead of all later messages
     */
    record Renewal(
            String executionId,
            @Nullable String input,
            @Nullable String version,
            List<Parcel> carried) {

        public Renewal {
            carried = List.copyOf(carried);
        }
    }
}
