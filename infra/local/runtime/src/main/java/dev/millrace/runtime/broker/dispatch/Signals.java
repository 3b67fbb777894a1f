package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.signal.BrokerSignal;
import dev.millrace.runtime.broker.store.Arrival;
import dev.millrace.runtime.broker.store.Settlement;
import java.time.Instant;
import java.util.Objects;

/** Puts what the journal stored into the words of the listeners. */
final class Signals {

    private Signals() {}

    static BrokerSignal of(Arrival arrival) {
        var stored = arrival.stored();
        return new BrokerSignal.Accepted(stored.sequence(), stored.event(), arrival.triggers(), stored.acceptedAt());
    }

    static BrokerSignal of(Settlement settlement) {
        var parcel = settlement.parcel();
        long sequence = parcel.sequence();
        var event = parcel.stored().event();
        var after = settlement.after();
        String reason = Objects.requireNonNullElse(after.last(), "");
        return switch (after.state()) {
            case DELIVERED ->
                new BrokerSignal.Delivered(
                        sequence,
                        event,
                        parcel.trigger(),
                        Objects.requireNonNull(after.lastStatus()),
                        after.attempts(),
                        Objects.requireNonNull(after.effort()).took(),
                        Tally.sinceAccepted(settlement));
            case PENDING ->
                new BrokerSignal.Retried(
                        sequence,
                        event,
                        parcel.trigger(),
                        after.lastStatus(),
                        reason,
                        after.attempts(),
                        Objects.requireNonNullElse(after.next(), Instant.EPOCH));
            case DEAD_LETTERING ->
                parcel.progress().state() == after.state()
                        ? new BrokerSignal.Retried(
                                sequence,
                                event,
                                parcel.trigger(),
                                after.lastStatus(),
                                reason,
                                after.sinkAttempts(),
                                Objects.requireNonNullElse(after.next(), Instant.EPOCH))
                        : new BrokerSignal.DeadLettered(
                                sequence, event, parcel.trigger(), after.lastStatus(), reason, after.attempts());
            case DEAD_LETTERED -> new BrokerSignal.DeadLetterTaken(sequence, event, parcel.trigger());
            case DISCARDED -> new BrokerSignal.Discarded(sequence, event, parcel.trigger(), after.lastStatus(), reason);
        };
    }
}
