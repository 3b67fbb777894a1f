package dev.millrace.durable.steps;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.durable.activities.Reading;
import dev.millrace.durable.functions.Answer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks a model until its answer can be read, a few times, and adds up what that costs. */
final class Conversation {

    private static final int MOST_ANSWERS = 3;
    // A question whose answer got lost has no effect but its price, so it may be asked again.
    private static final int MOST_QUESTIONS = 2;

    private final Desk desk;
    private Cost cost = Cost.NOTHING;

    Conversation(Desk desk) {
        this.desk = desk;
    }

    sealed interface Result {

        /**
         * @param model that answered
         * @param prompt the request that it answered
         */
        record Understood(Reading.Understood reading, String model, Digest prompt) implements Result {}

        record Stopped(Stop stop) implements Result {}
    }

    private sealed interface Spoken {

        record Said(String model, ContentRef response) implements Spoken {}

        record Nothing(Stop stop) implements Spoken {}
    }

    /** Of all that was asked so far. */
    Cost cost() {
        return cost;
    }

    /**
     * @param prompt makes the request, told why the last answer was of no use
     * @param read reads the response
     */
    Result hold(
            String purpose,
            String model,
            Function<@Nullable String, ContentRef> prompt,
            Function<ContentRef, Reading> read) {
        String complaint = null;
        for (int answers = 0; answers < MOST_ANSWERS; answers++) {
            ContentRef request = prompt.apply(complaint);
            switch (ask(purpose, model, request)) {
                case Spoken.Nothing(Stop stop) -> {
                    return new Result.Stopped(stop);
                }
                case Spoken.Said(String answered, ContentRef response) -> {
                    switch (read.apply(response)) {
                        case Reading.Understood understood -> {
                            return new Result.Understood(understood, answered, request.digest());
                        }
                        case Reading.Unreadable(String why) -> complaint = why;
                    }
                }
            }
        }
        return new Result.Stopped(new Stop(
                Stop.Cause.UNREADABLE,
                "the model gave no usable " + purpose + " in " + MOST_ANSWERS + " answers: " + complaint));
    }

    private Spoken ask(String purpose, String model, ContentRef request) {
        Answer<Spoken> answer = desk.<Spoken>ask(new CompletionEvent.Requested(purpose, model, request))
                .when(CompletionEvent.Finished.class, this::said)
                .when(CompletionEvent.Refused.class, refused -> new Spoken.Nothing(Stop.by(refused)))
                .insist(MOST_QUESTIONS);
        return switch (answer) {
            case Answer.Replied<Spoken>(Spoken spoken) -> spoken;
            case Answer.Unknown<Spoken> unknown ->
                new Spoken.Nothing(new Stop(
                        Stop.Cause.UNKNOWN, "the model could not be asked for the " + purpose + ": " + unknown.why()));
        };
    }

    private Spoken said(CompletionEvent.Finished finished) {
        cost = cost.plus(finished.cost());
        return new Spoken.Said(finished.model(), finished.response());
    }
}
