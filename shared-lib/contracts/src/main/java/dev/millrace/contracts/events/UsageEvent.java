package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Money;
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
     * What calls of models cost, of one lease of a tenant's budget. A record that comes after the
     * {@link LeaseExpired} of its lease moves what was booked there as unattributed.
     *
     * @param lease that the calls were paid from
     * @param sequence counts the records of the lease from 1
     */
    @EventType("dev.millrace.usage.spent.v1")
    record Spent(String lease, long sequence, Instant from, Instant until, List<Calls> calls) implements UsageEvent {

        public Spent {
            calls = List.copyOf(calls);
        }
    }

    /**
     * Who held a lease has gone without giving it back: it counts as spent.
     *
     * @param amount of the whole lease, with what its records have said or will say
     */
    @EventType("dev.millrace.usage.lease-expired.v1")
    record LeaseExpired(String lease, Instant from, Instant until, Money amount) implements UsageEvent {}

    /**
     * Calls alike, added up.
     *
     * @param correlationId the ticket, null when the calls belonged to none
     * @param instanceId the workflow, null outside one
     * @param function that asked, {@code model-dispatch} for calls from outside
     * @param key name of the API key; null for calls from inside
     * @param project of the key; null for none
     * @param model alias that was asked for
     * @param upstream name of the model that answered, as the route names it
     * @param inputTokens all of them, the cached ones included
     * @param cachedTokens that the upstream had read before
     */
    record Calls(
            @Nullable String correlationId,
            @Nullable String instanceId,
            String function,
            @Nullable String key,
            @Nullable String project,
            String model,
            String upstream,
            long requests,
            long inputTokens,
            long cachedTokens,
            long outputTokens,
            Money cost) {}

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
        /** It waited for its first event, or after its last one until it ended or worked again. */
        @JsonProperty("idle")
        IDLE,
        /** It started because of this event. */
        @JsonProperty("cold-start")
        COLD_START
    }
}
