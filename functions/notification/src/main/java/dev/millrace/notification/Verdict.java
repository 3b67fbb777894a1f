package dev.millrace.notification;

import dev.millrace.contracts.events.NotificationEvent.Miss;
import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import dev.millrace.notification.delivery.Outcome;
import dev.millrace.notification.delivery.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of everything that one event asked to be told. */
sealed interface Verdict {

    /** Somebody was reached, and nobody else can be. */
    record Reached(List<String> channels, List<Miss> missed) implements Verdict {}

    /** Nobody was reached, and that is how things are. */
    record Unreachable(List<Miss> missed) implements Verdict {}

    /** Nobody was reached, and somebody must mend that and send it again: to the dead letters. */
    record Dead(List<Miss> missed) implements Verdict {}

    /** Some may be reached later. */
    record Unsettled(String detail, boolean anybodyReached) implements Verdict {}

    /** @param missed whom nothing was sent to at all */
    static Verdict of(Severity severity, List<Receipt> receipts, List<Miss> missed) {
        boolean anybody = receipts.stream().anyMatch(Receipt::isSent);
        Optional<String> later = receipts.stream()
                .flatMap(receipt -> receipt.outcome() instanceof Outcome.Postponed(String detail)
                        ? Optional.of(
                                "The channel '" + receipt.parcel().target().channel() + "' did not take it: " + detail)
                                .stream()
                        : Optional.<String>empty().stream())
                .findFirst();
        if (later.isPresent()) {
            return new Unsettled(later.get(), anybody);
        }
        List<Miss> all = new ArrayList<>(missed);
        for (Receipt receipt : receipts) {
            if (receipt.outcome() instanceof Outcome.Refused refused) {
                all.add(Receipt.miss(receipt.parcel().target(), refused));
            }
        }
        if (anybody) {
            return new Reached(channels(receipts), all);
        }
        return mustBeSeen(severity, all) ? new Dead(all) : new Unreachable(all);
    }

    /** A team that set nothing up has chosen silence, except for what cannot wait; a channel that refuses is broken. */
    private static boolean mustBeSeen(Severity severity, List<Miss> missed) {
        return switch (severity) {
            case P1 -> true;
            case P2 -> missed.stream().anyMatch(miss -> miss.reason() == MissReason.REFUSED);
            case P3 -> false;
        };
    }

    private static List<String> channels(List<Receipt> receipts) {
        return receipts.stream()
                .filter(Receipt::isSent)
                .map(receipt -> receipt.parcel().target().channel())
                .distinct()
                .sorted()
                .toList();
    }
}
