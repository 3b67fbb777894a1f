package dev.millrace.notification.delivery;

import dev.millrace.contracts.TenantId;
import dev.millrace.notification.delivery.Deliveries.Settled;
import dev.millrace.notification.message.Message;
import dev.millrace.notification.message.Note;
import dev.millrace.notification.message.Texts;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * Sends parcels, a few at a time, and keeps what became of each before the next thing happens. What was kept before is
 * not sent again; what is cut off between sending and keeping is sent again under the same key.
 */
@Singleton
public class Dispatch {

    private static final int AT_ONCE = 4;

    /** What has not begun by then is left to the next delivery, so that this one ends within the service's timeout. */
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private static final Outcome NO_TIME = new Outcome.Postponed("There was no time left for everybody.");

    private final Deliveries deliveries;
    private final Carrier carrier;
    private final Texts texts;
    private final Clock clock;

    Dispatch(Deliveries deliveries, Carrier carrier, Texts texts, Clock clock) {
        this.deliveries = deliveries;
        this.carrier = carrier;
        this.texts = texts;
        this.clock = clock;
    }

    /** @param zone in which times are written */
    public Uni<List<Receipt>> send(TenantId tenant, ZoneId zone, List<Parcel> parcels) {
        List<Note> notes = parcels.stream()
                .flatMap(parcel -> parcel.notes().stream())
                .distinct()
                .toList();
        Instant end = clock.instant().plus(ENOUGH);
        return deliveries
                .settled(tenant, notes)
                .chain(settled -> Multi.createFrom()
                        .iterable(parcels)
                        .onItem()
                        .transformToUni(parcel -> send(tenant, zone, parcel, settled, end))
                        .merge(AT_ONCE)
                        .collect()
                        .asList());
    }

    private Uni<Receipt> send(TenantId tenant, ZoneId zone, Parcel parcel, Settled settled, Instant end) {
        Target target = parcel.target();
        List<Note> open = parcel.notes().stream()
                .filter(note -> settled.outcome(note, target).isEmpty())
                .toList();
        if (open.isEmpty()) {
            Outcome known = settled.outcome(parcel.notes().getFirst(), target).orElseThrow();
            return Uni.createFrom().item(new Receipt(parcel, known));
        }
        var rest = new Parcel(target, open);
        return carry(tenant, zone, rest, end)
                .map(outcome -> new Receipt(rest, outcome))
                .call(receipt -> deliveries.keep(tenant, receipt));
    }

    private Uni<Outcome> carry(TenantId tenant, ZoneId zone, Parcel parcel, Instant end) {
        if (clock.instant().isAfter(end)) {
            return Uni.createFrom().item(NO_TIME);
        }
        var letter = new Letter(parcel.key(), tenant, message(parcel, zone), parcel.notes());
        return carrier.carry(parcel.target(), letter);
    }

    private Message message(Parcel parcel, ZoneId zone) {
        List<Note> notes = parcel.notes();
        return notes.size() == 1
                ? texts.message(notes.getFirst(), parcel.target().language(), zone)
                : texts.digest(notes, parcel.target().language(), zone);
    }
}
