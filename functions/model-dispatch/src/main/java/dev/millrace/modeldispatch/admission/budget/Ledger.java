package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.modeldispatch.admission.budget.Leases.Lost;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Instant;
import java.util.function.Function;

/** Tells what leases were spent on. What is said twice is the same event to the byte. */
final class Ledger {

    private static final URI SOURCE = URI.create("/functions/model-dispatch");

    private final Function<Event<?>, Uni<Void>> broker;

    /** @param broker completes when it has the event for good */
    Ledger(Function<Event<?>, Uni<Void>> broker) {
        this.broker = broker;
    }

    Uni<Void> tell(TenantId tenant, UsageEvent.Spent spent) {
        EventId id = EventId.derived(spent.lease(), Long.toString(spent.sequence()));
        return publish(tenant, id, spent.until(), spent);
    }

    Uni<Void> tell(Lost lost) {
        String lease = lost.lease().toString();
        return publish(
                lost.tenant(),
                EventId.derived(lease, "expired"),
                lost.expired(),
                new UsageEvent.LeaseExpired(lease, lost.granted(), lost.expired(), lost.amount()));
    }

    private Uni<Void> publish(TenantId tenant, EventId id, Instant time, UsageEvent usage) {
        String type = Catalogue.typeOf(usage.getClass());
        var context = Event.Context.of(tenant, DataClassification.INTERNAL);
        return broker.apply(new Event<>(id, SOURCE, type, time, context, usage));
    }
}
