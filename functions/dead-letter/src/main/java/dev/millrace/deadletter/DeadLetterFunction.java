package dev.millrace.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.events.DeadLetterEvent;
import dev.millrace.contracts.events.DeadLetterEvent.CommandFailed;
import dev.millrace.contracts.events.DeadLetterEvent.DropRequested;
import dev.millrace.contracts.events.DeadLetterEvent.ReplayRequested;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.event.EventCodec;
import dev.millrace.platform.once.Once;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A dead letter in, perhaps a {@code CommandFailed} out; or the request to settle one in, perhaps that event out. */
public class DeadLetterFunction {

    private static final Problem UNKNOWN =
            Problem.unintelligible("There is no such dead letter, or it was settled so long ago that it is forgotten.");
    private static final Problem OWN_FACT =
            Problem.unintelligible("This function says that a command failed; nobody needs to tell it.");

    private final Entrance entrance;
    private final EventCodec codec;
    private final Once once;
    private final DeadLetters letters;
    private final CommandFailure failures;
    private final Clock clock;

    @Inject
    DeadLetterFunction(
            Entrance entrance, EventCodec codec, Once once, DeadLetters letters, CommandFailure failures, Clock clock) {
        this.entrance = entrance;
        this.codec = codec;
        this.once = once;
        this.letters = letters;
        this.failures = failures;
        this.clock = clock;
    }

    @Funq("dead-letter")
    public Uni<CloudEvent<JsonNode>> take(CloudEvent<byte[]> event) {
        return event.extensions().containsKey(Death.DESTINATION)
                ? entrance.receiveUnchecked(event, this::keep)
                : entrance.receive(event, DeadLetterEvent.class, this::settle);
    }

    private Uni<Answer> keep(io.cloudevents.CloudEvent dead) {
        Original original = Original.of(dead);
        return letters.keep(DeadLetter.of(dead, now()), original)
                .map(letter -> readable(original)
                        .flatMap(event -> failures.notice(letter, event))
                        .<Answer>map(Answer.Reply::new)
                        .orElseGet(Answer::done));
    }

    /** Whoever waits for a command made it whole; what is not whole has nobody to tell. */
    private Optional<Event<byte[]>> readable(Original original) {
        try {
            return Optional.of(codec.readRaw(original.event()));
        } catch (ProblemException unintelligible) {
            return Optional.empty();
        }
    }

    private Uni<Answer> settle(Delivery<DeadLetterEvent> delivery) {
        return switch (delivery.data()) {
            case ReplayRequested replay ->
                once.inDatabase(
                        delivery,
                        connection -> letters.replay(
                                        connection,
                                        replay.deadLetter(),
                                        replay.occurrence(),
                                        new State.Replayed(now(), replay.requestedBy()))
                                .map(settlement -> switch (settlement) {
                                    case Settlement.Settled settled ->
                                        new Answer.Forward(settled.original().again());
                                    case Settlement.Past past -> Answer.done();
                                    case Settlement.Unknown unknown -> new Answer.Refused(UNKNOWN);
                                }));
            case DropRequested drop ->
                once.inDatabase(
                        delivery,
                        connection -> letters.drop(
                                        connection,
                                        drop.deadLetter(),
                                        drop.occurrence(),
                                        new State.Dropped(now(), drop.requestedBy(), drop.reason()))
                                .map(settlement -> switch (settlement) {
                                    case Settlement.Settled settled -> Answer.done();
                                    case Settlement.Past past -> Answer.done();
                                    case Settlement.Unknown unknown -> new Answer.Refused(UNKNOWN);
                                }));
            case CommandFailed fact -> Uni.createFrom().item(new Answer.Refused(OWN_FACT));
        };
    }

    /** As precise as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
