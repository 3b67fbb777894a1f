package dev.millrace.notification;

import dev.millrace.contracts.NameUuid;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.directory.Directory;
import dev.millrace.contracts.directory.NotificationPolicy;
import dev.millrace.contracts.events.NotificationEvent.Miss;
import dev.millrace.notification.delivery.Dispatch;
import dev.millrace.notification.delivery.Parcel;
import dev.millrace.notification.delivery.Target;
import dev.millrace.notification.message.Note;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.tenancy.Directories;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Tells what waited, together for each target, by the team directory as it is now. */
@Singleton
class Flushing {

    private static final String TOGETHER = "digest";

    /** So many notes in one letter, which Teams and Slack still take; more make another letter. */
    private static final int MOST = 10;

    private final Once once;
    private final Waiting waiting;
    private final Directories directories;
    private final Dispatch dispatch;
    private final Ending ending;
    private final NotificationConfig config;
    private final Clock clock;

    Flushing(
            Once once,
            Waiting waiting,
            Directories directories,
            Dispatch dispatch,
            Ending ending,
            NotificationConfig config,
            Clock clock) {
        this.once = once;
        this.waiting = waiting;
        this.directories = directories;
        this.dispatch = dispatch;
        this.ending = ending;
        this.config = config;
        this.clock = clock;
    }

    /** @param rang when the alarm was due, which whoever set it off knows better than this clock */
    Uni<Answer> flush(Delivery<?> delivery, Instant rang) {
        TenantId tenant = delivery.event().context().tenant();
        UUID batch = NameUuid.of(
                "batch",
                delivery.event().source().toString(),
                delivery.event().id().value());
        Instant now = clock.instant();
        Instant due = rang.isAfter(now) ? rang : now;
        return once.outside(
                delivery,
                config.lease(),
                claim -> waiting.due(tenant, batch, due)
                        .chain(notes -> notes.isEmpty()
                                ? Uni.createFrom().item(Answer.done())
                                : tell(delivery, notes)
                                        .call(answer -> answer instanceof Answer.Refused
                                                ? Uni.createFrom().voidItem()
                                                : waiting.done(tenant, batch))));
    }

    private Uni<Answer> tell(Delivery<?> delivery, List<Note> notes) {
        TenantId tenant = delivery.event().context().tenant();
        Optional<Directory> directory = directories.find(tenant);
        NotificationPolicy policy = directory.map(Directory::notifications).orElse(NotificationPolicy.NONE);
        Map<Target, List<Note>> byTarget = new LinkedHashMap<>();
        List<Miss> missed = new ArrayList<>();
        for (Note note : notes) {
            Plan plan = Plan.of(directory, note);
            plan.targets()
                    .forEach(target -> byTarget.computeIfAbsent(target, first -> new ArrayList<>())
                            .add(note));
            missed.addAll(plan.missed());
        }
        return dispatch.send(tenant, policy.zone(), parcels(byTarget))
                .chain(receipts -> ending.of(
                        delivery,
                        TOGETHER,
                        notes,
                        Verdict.of(
                                Note.severityOf(notes),
                                receipts,
                                missed.stream().distinct().toList())));
    }

    private static List<Parcel> parcels(Map<Target, List<Note>> byTarget) {
        List<Parcel> parcels = new ArrayList<>();
        byTarget.forEach((target, notes) -> {
            for (int from = 0; from < notes.size(); from += MOST) {
                parcels.add(new Parcel(target, notes.subList(from, Math.min(from + MOST, notes.size()))));
            }
        });
        return parcels;
    }
}
