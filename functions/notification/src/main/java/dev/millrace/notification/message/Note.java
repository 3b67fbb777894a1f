package dev.millrace.notification.message;

import dev.millrace.contracts.Event;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are to be told.
 *
 * @param id the same for each delivery of the event that asks for it
 * @param to people and groups; empty leaves it to the tenant's routes
 * @param topic of several with one topic in a short time, one is sent; null never holds one back
 */
public record Note(
        UUID id,
        Severity severity,
        String template,
        List<String> to,
        Map<String, String> values,
        @Nullable String topic) {

    private static final int ALL_SPENT = 100;
    private static final int NEARLY_SPENT = 90;

    public Note {
        to = List.copyOf(to);
        values = Map.copyOf(values);
    }

    public static Note of(Event<?> event, NotificationEvent.Requested wish) {
        return new Note(id(event), wish.severity(), wish.template(), wish.to(), wish.values(), wish.topic());
    }

    /** A budget that nothing more is spent of stops work at once; before, it is news. */
    public static Note of(Event<?> event, BudgetEvent.Reached reached) {
        Severity severity = reached.percent() >= ALL_SPENT
                ? Severity.P1
                : reached.percent() >= NEARLY_SPENT ? Severity.P2 : Severity.P3;
        return new Note(
                id(event),
                severity,
                "budget-reached",
                List.of(),
                Map.of(
                        "budget", reached.budget(),
                        "percent", Integer.toString(reached.percent()),
                        "booked", text(reached.booked()),
                        "cap", text(reached.cap()),
                        "start", reached.start().toString(),
                        "end", reached.end().toString()),
                null);
    }

    /** The most severe of some; p3 for none. */
    public static Severity severityOf(List<Note> notes) {
        return notes.stream().map(Note::severity).min(Comparator.naturalOrder()).orElse(Severity.P3);
    }

    private static UUID id(Event<?> event) {
        return NameUuid.of(
                "note",
                event.context().tenant().value(),
                event.source().toString(),
                event.id().value());
    }

    private static String text(Money money) {
        return BigDecimal.valueOf(money.nanos(), Money.DECIMALS)
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString()
                + " " + money.currency();
    }
}
