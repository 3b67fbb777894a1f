package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Payload;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was used, for the ledger. */
public sealed interface UsageEvent extends Payload {

    /**
     * Compute time that one instance of a function spent for one tenant.
     *
     * @param instance random name of the process
     * @param sequence counts the records of the instance from 1
     */
    @EventType("dev.millrace.usage.recorded.v1")
    record Recorded(String function, String instance, long sequence, Instant from, Instant until, List<Line> lines)
            implements UsageEvent {

        public Recorded {
            lines = List.copyOf(lines);
        }
    }

    /**
     * @param correlationId the ticket, null when the work belonged to none
     * @param nanos wall-clock nanoseconds of one instance
     */
    record Line(@Nullable String correlationId, Kind kind, long nanos) {}

    /** What an instance did meanwhile. */
    enum Kind {
        /** It worked on an event or request. */
        @JsonProperty("busy")
        BUSY,
        /** It waited after its last event until it ended or worked again. */
        @JsonProperty("idle")
        IDLE,
        /** It started because of this event. */
        @JsonProperty("cold-start")
        COLD_START
    }
}
