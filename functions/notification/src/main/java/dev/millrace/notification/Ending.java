package dev.millrace.notification;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.NotificationEvent.Miss;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import dev.millrace.notification.delivery.Deliveries;
import dev.millrace.notification.message.Note;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Turns a verdict into the answer that steers the broker, and clears the way for whoever tries again. */
@Singleton
class Ending {

    private static final Logger LOG = Logger.getLogger(Ending.class);
    private static final int MOST_REASONS = 5;

    private final Database database;
    private final Deliveries deliveries;
    private final Topics topics;
    private final Clock clock;

    Ending(Database database, Deliveries deliveries, Topics topics, Clock clock) {
        this.database = database;
        this.deliveries = deliveries;
        this.topics = topics;
        this.clock = clock;
    }

    /** @param template what the reply says was told */
    Uni<Answer> of(Delivery<?> delivery, String template, List<Note> notes, Verdict verdict) {
        TenantId tenant = delivery.event().context().tenant();
        Severity severity = Note.severityOf(notes);
        return switch (verdict) {
            case Verdict.Reached(var channels, var missed) -> {
                missed.forEach(miss -> warn(severity, template, miss));
                yield reply(
                        delivery,
                        "sent",
                        new NotificationEvent.Sent(template, channels, missed.isEmpty() ? null : missed));
            }
            case Verdict.Unreachable(var missed) -> {
                missed.forEach(miss -> warn(severity, template, miss));
                yield leave(tenant, notes, false)
                        .chain(left ->
                                reply(delivery, "failed", new NotificationEvent.Failed(severity, template, missed)));
            }
            case Verdict.Dead(var missed) -> {
                missed.forEach(miss -> warn(severity, template, miss));
                yield leave(tenant, notes, true)
                        .replaceWith(new Answer.Refused(Problem.unintelligible(reasons(missed))));
            }
            case Verdict.Unsettled(String detail, boolean anybodyReached) ->
                (anybodyReached ? Uni.createFrom().voidItem() : leave(tenant, notes, false))
                        .replaceWith(new Answer.Refused(Problem.unavailable(detail)));
        };
    }

    /** A note that reached nobody no longer speaks for its topic. */
    private Uni<Void> leave(TenantId tenant, List<Note> notes, boolean forgetRefusals) {
        return database.inTenant(
                tenant,
                connection -> Multi.createFrom()
                        .iterable(notes)
                        .onItem()
                        .transformToUniAndConcatenate(note -> topics.leave(connection, tenant, note))
                        .collect()
                        .last()
                        .chain(left -> forgetRefusals
                                ? deliveries.forgetRefusals(connection, tenant, notes)
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Answer> reply(Delivery<?> delivery, String stage, NotificationEvent fact) {
        return Uni.createFrom()
                .item(new Answer.Reply(
                        delivery.reply(stage, fact, delivery.event().context(), clock)));
    }

    private static String reasons(List<Miss> missed) {
        return "It reached nobody. "
                + missed.stream()
                        .map(Miss::detail)
                        .distinct()
                        .limit(MOST_REASONS)
                        .collect(Collectors.joining(" "))
                + " Then replay the dead letter.";
    }

    private static void warn(Severity severity, String template, Miss miss) {
        LOG.warnf(
                "Undeliverable (%s): %s '%s' by channel %s: %s",
                miss.reason(), severity, template, miss.channel(), miss.detail());
    }
}
