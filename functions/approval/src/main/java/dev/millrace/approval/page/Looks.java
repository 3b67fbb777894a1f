package dev.millrace.approval.page;

import dev.millrace.approval.Approval;
import dev.millrace.approval.Ledger;
import dev.millrace.approval.Traces;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Notes who looks, and tells the audit log once a person and hour. A page is shown whether or not that works. */
@Singleton
class Looks {

    private static final Logger LOG = Logger.getLogger(Looks.class);

    private final Ledger ledger;
    private final Sink sink;
    private final Traces traces;
    private final Clock clock;

    Looks(Ledger ledger, Sink sink, Traces traces, Clock clock) {
        this.ledger = ledger;
        this.sink = sink;
        this.traces = traces;
        this.clock = clock;
    }

    Uni<Void> note(Approval approval, String person, Visit visit) {
        if (!visit.looks()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return ledger.look(approval, person, visit.origin(), now)
                .chain(untold -> untold
                        ? tell(approval, person, visit, now)
                        : Uni.createFrom().voidItem())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "That approval %s was looked at is not told yet: %s", approval.id(), failure.getMessage());
                    return null;
                });
    }

    private Uni<Void> tell(Approval approval, String person, Visit visit, Instant now) {
        String type = Catalogue.typeOf(ApprovalEvent.Viewed.class);
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        return traces.of(approval)
                .chain(parent -> sink.publish(new Event<>(
                        EventId.derived(approval.id().toString(), person, type, hour.toString()),
                        URI.create("/functions/approval"),
                        type,
                        now,
                        approval.aside(DataClassification.INTERNAL).tracedBy(parent.orElse(null)),
                        new ApprovalEvent.Viewed(approval.id(), person, visit.origin()))))
                .chain(published -> ledger.told(approval, person, now));
    }
}
