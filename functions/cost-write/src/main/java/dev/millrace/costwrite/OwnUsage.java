package dev.millrace.costwrite;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent;
import dev.millrace.contracts.events.UsageEvent.Line;
import dev.millrace.contracts.price.PriceBook;
import dev.millrace.costwrite.ledger.Bookkeeper;
import dev.millrace.costwrite.ledger.Draft;
import dev.millrace.platform.config.Prices;
import dev.millrace.platform.metering.Meter;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What this function itself uses. As an event it would wake the function that caused it, for ever; so it rides along
 * with a batch that comes anyway, and the rest is booked when the instance ends.
 */
@Singleton
class OwnUsage {

    private final Meter meter;
    private final Bookkeeper bookkeeper;
    private final Prices prices;
    private final Clock clock;
    private final CostConfig config;
    private final String function;
    private final String instance = UUID.randomUUID().toString();
    private final List<Draft> pending = new ArrayList<>();
    private Instant from;
    private long sequence;

    OwnUsage(
            Meter meter,
            Bookkeeper bookkeeper,
            Prices prices,
            Clock clock,
            CostConfig config,
            @ConfigProperty(name = "quarkus.application.name") String function) {
        this.meter = meter;
        this.bookkeeper = bookkeeper;
        this.prices = prices;
        this.clock = clock;
        this.config = config;
        this.function = function;
        this.from = clock.instant();
    }

    /** What is to be booked with the next batch: nothing, most of the time. */
    synchronized List<Draft> due() {
        if (!clock.instant().isBefore(from.plus(config.ownUsage()))) {
            measure();
        }
        return List.copyOf(pending);
    }

    /** What is left to book when nothing comes any more. */
    synchronized List<Draft> rest() {
        measure();
        return List.copyOf(pending);
    }

    synchronized void booked(List<Draft> drafts) {
        pending.removeAll(drafts);
    }

    private void measure() {
        prices.book().ifPresent(book -> {
            Instant until = clock.instant();
            meter.take().forEach((tenant, lines) -> pending.add(draft(tenant, lines, until, book)));
            from = until;
        });
    }

    private Draft draft(TenantId tenant, List<Line> lines, Instant until, PriceBook book) {
        long number = ++sequence;
        EventId id = EventId.derived(instance, Long.toString(number));
        var recorded = new UsageEvent.Recorded(function, instance, number, from, until, lines);
        var event = new Event<>(
                id,
                URI.create("/functions/" + function),
                Catalogue.typeOf(UsageEvent.Recorded.class),
                until,
                Event.Context.of(tenant, DataClassification.INTERNAL),
                recorded);
        return bookkeeper.draft(event, Digest.of(id.value()), book);
    }
}
