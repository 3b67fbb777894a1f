package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.link.Links;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Has people told that their word is asked for. Each message has the same id however often it is published, so this is
 * done again with every delivery of what caused it. The links in them are as good as a signature: the events are
 * restricted.
 */
@Singleton
class Invitations {

    private static final Logger LOG = Logger.getLogger(Invitations.class);

    /** The round in which a question is opened; reminders count from 0. */
    static final int OPENING = -1;

    private static final URI SOURCE = URI.create("/functions/approval");

    private final Approvals approvals;
    private final Links links;
    private final Sink sink;
    private final Clock clock;

    Invitations(Approvals approvals, Links links, Sink sink, Clock clock) {
        this.approvals = approvals;
        this.links = links;
        this.sink = sink;
        this.clock = clock;
    }

    /** Completes when the broker has a message for everybody who has not decided; nobody is told of a settled question. */
    Uni<Void> send(TenantId tenant, UUID approval, int round) {
        return approvals
                .find(tenant, approval)
                .chain(found -> found.filter(asked -> asked.approval().isOpen(clock.instant()))
                        .map(asked -> send(asked, round))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** Completes when the broker has a message for somebody who takes on another's say. */
    Uni<Void> sendTo(TenantId tenant, UUID approval, String person) {
        return approvals
                .find(tenant, approval)
                .chain(found -> found.filter(asked -> asked.approval().isOpen(clock.instant()))
                        .flatMap(asked -> asked.approver(person)
                                .filter(Approver::isSilent)
                                .map(approver ->
                                        sink.publish(message(asked.approval(), approver, "approval-asked", "handed"))))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> send(Asked asked, int round) {
        Approval approval = asked.approval();
        List<Event<?>> messages = new ArrayList<>();
        if (approval.stuck() != null) {
            LOG.warnf("Nobody's word can decide approval %s: %s", approval.id(), approval.stuck());
            Map<String, String> values = values(approval);
            values.put("why", approval.stuck());
            messages.add(message(approval, "approval-stuck", List.of(), values, Integer.toString(round)));
        }
        for (Approver approver : asked.silent()) {
            boolean first = round == OPENING || isNew(approver, approval, round);
            messages.add(message(
                    approval, approver, first ? "approval-asked" : "approval-reminder", Integer.toString(round)));
        }
        return Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(sink::publish)
                .toUni()
                .replaceWithVoid();
    }

    /** Whoever may decide only since this step hears of the question for the first time. */
    private static boolean isNew(Approver approver, Approval approval, int round) {
        return round < approval.steps().size()
                && !approver.askedAt().isBefore(approval.steps().get(round).at());
    }

    private static Map<String, String> values(Approval approval) {
        var values = new LinkedHashMap<String, String>();
        values.put("title", approval.question().title());
        values.put("ticket", approval.question().ticket().toString());
        values.put("deadline", approval.deadline().toString());
        values.put("needed", Integer.toString(approval.needed()));
        if (approval.question().url() != null) {
            values.put("pullRequest", approval.question().url().toString());
        }
        return values;
    }

    private Event<NotificationEvent.Requested> message(
            Approval approval, Approver approver, String template, String round) {
        Map<String, String> values = values(approval);
        values.put("name", approver.name());
        values.put("link", links.link(approval, approver.person()).toString());
        return message(approval, template, List.of(approver.person()), values, approver.person() + " " + round);
    }

    private Event<NotificationEvent.Requested> message(
            Approval approval, String template, List<String> to, Map<String, String> values, String words) {
        return new Event<>(
                EventId.derived(approval.id().toString(), template, words),
                SOURCE,
                Catalogue.typeOf(NotificationEvent.Requested.class),
                approval.openedAt(),
                approval.aside(DataClassification.RESTRICTED),
                new NotificationEvent.Requested(Severity.P2, template, to, values, null));
    }
}
