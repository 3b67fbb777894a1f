package dev.millrace.approval;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.events.ApprovalEvent.DelegationRequested;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import dev.millrace.contracts.events.ApprovalEvent.Origin;
import dev.millrace.contracts.events.ApprovalEvent.RetractionRequested;
import dev.millrace.contracts.events.ApprovalEvent.VoteRequested;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what somebody does about a question. The same words in the same form are the same event; other words in the
 * same form are another event, which then does not count. Everything completes when the broker has the event, and fails
 * as {@link Sink#publish} does.
 */
@Singleton
public class ActDoor {

    private static final URI SOURCE = URI.create("/functions/approval");

    private final Sink sink;
    private final Traces traces;
    private final Clock clock;

    ActDoor(Sink sink, Traces traces, Clock clock) {
        this.sink = sink;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Who acts, and how.
     *
     * @param person id in the tenant's directory
     * @param form one use of the page, or of the API
     */
    public record Actor(String person, String form, Means means, Origin origin) {}

    public Uni<Void> vote(Approval approval, Actor actor, boolean approves, @Nullable String comment) {
        EventId id = id(approval, actor, Boolean.toString(approves), Objects.requireNonNullElse(comment, ""));
        return publish(
                approval,
                id,
                new VoteRequested(
                        approval.id(),
                        actor.person(),
                        approves,
                        comment,
                        approval.question().diff(),
                        actor.form(),
                        actor.means(),
                        actor.origin()));
    }

    /** @param to id in the tenant's directory */
    public Uni<Void> delegate(Approval approval, Actor actor, String to) {
        return publish(
                approval,
                id(approval, actor, "delegate", to),
                new DelegationRequested(
                        approval.id(), actor.person(), to, actor.form(), actor.means(), actor.origin()));
    }

    public Uni<Void> retract(Approval approval, Actor actor) {
        return publish(
                approval,
                id(approval, actor, "retract", ""),
                new RetractionRequested(approval.id(), actor.person(), actor.form(), actor.means(), actor.origin()));
    }

    private static EventId id(Approval approval, Actor actor, String what, String detail) {
        return EventId.derived(approval.id().toString(), actor.person(), actor.form(), what, detail);
    }

    private Uni<Void> publish(Approval approval, EventId id, Payload act) {
        return traces.of(approval)
                .chain(parent -> sink.publish(new Event<>(
                        id,
                        SOURCE,
                        Catalogue.typeOf(act.getClass()),
                        clock.instant(),
                        approval.context().tracedBy(parent.orElse(null)),
                        act)));
    }
}
