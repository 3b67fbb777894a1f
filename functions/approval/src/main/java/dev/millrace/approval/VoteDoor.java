package dev.millrace.approval;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import dev.millrace.contracts.events.ApprovalEvent.Origin;
import dev.millrace.contracts.events.ApprovalEvent.VoteRequested;
import dev.millrace.platform.event.Sink;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what somebody decides. The same words in the same form are the same event; other words in the same form are
 * another event, which then does not count.
 */
@Singleton
public class VoteDoor {

    private static final String TYPE = Catalogue.typeOf(VoteRequested.class);

    private final Sink sink;
    private final Traces traces;
    private final Clock clock;

    VoteDoor(Sink sink, Traces traces, Clock clock) {
        this.sink = sink;
        this.traces = traces;
        this.clock = clock;
    }

    /** @param form one use of the page, or of the API */
    public record Vote(
            String person, boolean approves, @Nullable String comment, String form, Means means, Origin origin) {}

    /** Completes when the broker has the vote, and fails as {@link Sink#publish} does. */
    public Uni<Void> publish(Approval approval, Vote vote) {
        return traces.of(approval).chain(parent -> sink.publish(event(approval, vote, parent.orElse(null))));
    }

    private Event<VoteRequested> event(Approval approval, Vote vote, @Nullable String traceparent) {
        return new Event<>(
                EventId.derived(
                        approval.id().toString(),
                        vote.person(),
                        vote.form(),
                        Boolean.toString(vote.approves()),
                        Objects.requireNonNullElse(vote.comment(), "")),
                URI.create("/functions/approval"),
                TYPE,
                clock.instant(),
                approval.context().tracedBy(traceparent),
                new VoteRequested(
                        approval.id(),
                        vote.person(),
                        vote.approves(),
                        vote.comment(),
                        approval.question().diff(),
                        vote.form(),
                        vote.means(),
                        vote.origin()));
    }
}
