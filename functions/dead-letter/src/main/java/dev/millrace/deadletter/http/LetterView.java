package dev.millrace.deadletter.http;

import dev.millrace.deadletter.DeadLetter;
import dev.millrace.deadletter.State;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter as the API shows it, without the event. */
record LetterView(
        UUID id,
        String state,
        int occurrence,
        String type,
        URI source,
        String eventId,
        @Nullable String tenant,
        @Nullable String ticket,
        @Nullable String instance,
        @Nullable String trace,
        String destination,
        @Nullable Integer status,
        Instant firstSeen,
        Instant lastSeen,
        @Nullable Settled settled) {

    /** @param reason why it was given up, null when it was replayed */
    record Settled(Instant at, String by, @Nullable String reason) {}

    static LetterView of(DeadLetter letter) {
        return new LetterView(
                letter.id(),
                letter.state().word(),
                letter.occurrence(),
                letter.type(),
                letter.source(),
                letter.eventId(),
                letter.tenant() == null ? null : letter.tenant().value(),
                letter.correlationId(),
                letter.instanceId(),
                letter.traceId(),
                letter.death().destination(),
                letter.death().status(),
                letter.firstSeen(),
                letter.lastSeen(),
                settled(letter.state()));
    }

    private static @Nullable Settled settled(State state) {
        return switch (state) {
            case State.Stored stored -> null;
            case State.Replayed replayed -> new Settled(replayed.at(), replayed.by(), null);
            case State.Dropped dropped -> new Settled(dropped.at(), dropped.by(), dropped.reason());
        };
    }
}
