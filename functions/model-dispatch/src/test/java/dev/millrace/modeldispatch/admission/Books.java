package dev.millrace.modeldispatch.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.events.UsageEvent.Calls;
import dev.millrace.contracts.events.UsageEvent.LeaseExpired;
import dev.millrace.contracts.events.UsageEvent.Spent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Books usage as the ledger does: each event once, and an expired lease in full. */
final class Books {

    private final Map<EventId, UsageEvent> booked = new HashMap<>();
    private final Map<String, Long> spent = new HashMap<>();
    private final Map<String, Long> expired = new HashMap<>();

    Books(List<Event<?>> events) {
        for (Event<?> event : events) {
            if (event.data() instanceof UsageEvent usage) {
                book(event.id(), usage);
            }
        }
    }

    Books() {}

    void book(EventId id, UsageEvent usage) {
        UsageEvent known = booked.putIfAbsent(id, usage);
        if (known != null) {
            assertThat(usage).as("what is said twice is the same").isEqualTo(known);
            return;
        }
        switch (usage) {
            case Spent record ->
                spent.merge(
                        record.lease(),
                        record.calls().stream()
                                .map(Calls::cost)
                                .mapToLong(cost -> cost.nanos())
                                .sum(),
                        Long::sum);
            case LeaseExpired lost -> expired.put(lost.lease(), lost.amount().nanos());
            case UsageEvent.Recorded compute -> {}
        }
    }

    int expirations() {
        return expired.size();
    }

    long total() {
        long attributed = spent.values().stream().mapToLong(Long::longValue).sum();
        long unattributed = expired.entrySet().stream()
                .mapToLong(lost -> Math.max(0, lost.getValue() - spent.getOrDefault(lost.getKey(), 0L)))
                .sum();
        return attributed + unattributed;
    }
}
