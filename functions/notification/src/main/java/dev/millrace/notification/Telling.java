package dev.millrace.notification;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.NotificationEvent.Held;
import dev.millrace.contracts.events.NotificationEvent.HoldReason;
import dev.millrace.notification.delivery.Dispatch;
import dev.millrace.notification.delivery.Parcel;
import dev.millrace.notification.message.Note;
import dev.millrace.notification.message.Texts;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.tenancy.Directories;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tells people a note: now, later, or not again. */
@Singleton
class Telling {

    private final Once once;
    private final Directories directories;
    private final Texts texts;
    private final Topics topics;
    private final Waiting waiting;
    private final Alarms alarms;
    private final Dispatch dispatch;
    private final Ending ending;
    private final NotificationConfig config;
    private final Clock clock;

    Telling(
            Once once,
            Directories directories,
            Texts texts,
            Topics topics,
            Waiting waiting,
            Alarms alarms,
            Dispatch dispatch,
            Ending ending,
            NotificationConfig config,
            Clock clock) {
        this.once = once;
        this.directories = directories;
        this.texts = texts;
        this.topics = topics;
        this.waiting = waiting;
        this.alarms = alarms;
        this.dispatch = dispatch;
        this.ending = ending;
        this.config = config;
        this.clock = clock;
    }

    Uni<Answer> tell(Delivery<?> delivery, Note note) {
        texts.require(note);
        TenantId tenant = delivery.event().context().tenant();
        return once.outside(delivery, config.lease(), claim -> {
            Plan plan = Plan.of(directories.find(tenant), note);
            return topics.take(tenant, note, plan.policy().deduplication(), clock.instant())
                    .chain(taken -> taken
                            ? tell(delivery, note, plan)
                            : held(delivery, new Held(note.severity(), note.template(), HoldReason.DUPLICATE, null)));
        });
    }

    private Uni<Answer> tell(Delivery<?> delivery, Note note, Plan plan) {
        TenantId tenant = delivery.event().context().tenant();
        Optional<Pause> pause =
                plan.targets().isEmpty() ? Optional.empty() : Pause.of(plan.policy(), note.severity(), clock.instant());
        if (pause.isPresent()) {
            return hold(delivery, note, pause.get());
        }
        List<Parcel> parcels = plan.targets().stream()
                .map(target -> new Parcel(target, List.of(note)))
                .toList();
        return dispatch.send(tenant, plan.policy().zone(), parcels)
                .chain(receipts -> ending.of(
                        delivery,
                        note.template(),
                        List.of(note),
                        Verdict.of(note.severity(), receipts, plan.missed())));
    }

    /** The alarm is set before the answer, so that what waits is never forgotten. */
    private Uni<Answer> hold(Delivery<?> delivery, Note note, Pause pause) {
        TenantId tenant = delivery.event().context().tenant();
        return waiting.keep(tenant, note, pause.until(), clock.instant())
                .chain(kept -> alarms.set(tenant, pause.until()))
                .chain(set ->
                        held(delivery, new Held(note.severity(), note.template(), pause.reason(), pause.until())));
    }

    private Uni<Answer> held(Delivery<?> delivery, Held held) {
        return Uni.createFrom()
                .item(new Answer.Reply(
                        delivery.reply("held", held, delivery.event().context(), clock)));
    }
}
