package dev.millrace.platform.once;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.AuditEvent.Erased;
import dev.millrace.contracts.events.TicketEvent.Asks;
import dev.millrace.contracts.events.TicketEvent.Opened;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Deliveries of opened tickets, and replies that can be told apart by a number. */
final class Deliveries {

    static final TenantId ACME = new TenantId("acme");

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-03T08:00:00Z"), ZoneOffset.UTC);
    private static final TicketRef TICKET = new TicketRef("ado", "Größe A", "7");

    private Deliveries() {}

    static Delivery<Opened> of(TenantId tenant, String id, String title) {
        var opened = new Opened(TICKET, title, null, null, Asks.BY_TAG);
        var context = Event.Context.of(tenant, DataClassification.INTERNAL).correlatedBy(TICKET);
        return new Delivery<>(
                new Event<>(
                        new EventId(id),
                        URI.create("/test"),
                        Catalogue.typeOf(Opened.class),
                        CLOCK.instant(),
                        context,
                        opened),
                Digest.of(title),
                "probe");
    }

    static Answer reply(Delivery<?> delivery, long number) {
        var erased = new Erased(TICKET.toString(), number);
        return new Answer.Reply(delivery.reply("stage", erased, delivery.event().context(), CLOCK));
    }
}
