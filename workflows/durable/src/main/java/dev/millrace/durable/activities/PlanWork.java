package dev.millrace.durable.activities;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.durable.functions.ActivityType;
import dev.millrace.durable.functions.Retries;
import dev.millrace.durable.prompt.ChatAnswer;
import dev.millrace.durable.prompt.PlanReader;
import dev.millrace.durable.prompt.Prompts;
import dev.millrace.durable.wire.Characters;
import org.jspecify.annotations.Nullable;

/** Asks for the plan and reads it. */
public final class PlanWork {

    public static final ActivityType<Ask, ContentRef> MAKE_PROMPT =
            new ActivityType<>("MakePlanPrompt", Ask.class, ContentRef.class, Retries.SOME);
    public static final ActivityType<Answer, Reading> READ =
            new ActivityType<>("ReadPlan", Answer.class, Reading.class, Retries.SOME);

    // A comment has at most 16 KiB, and the cost still goes under it; a character has up to three bytes.
    private static final int LONGEST_WORDS = 5_000;

    private final Contents contents;

    public PlanWork(Contents contents) {
        this.contents = contents;
    }

    /**
     * @param context a {@link TicketContext}
     * @param complaint why the last answer was of no use
     */
    public record Ask(
            Owner owner, ContentRef context, @Nullable String complaint) {}

    /** @param response of OpenAI's Chat Completions API */
    public record Answer(Owner owner, ContentRef response) {}

    /** @return the request */
    public ContentRef makePrompt(Ask ask) {
        var shelf = new Shelf(contents, ask.owner());
        TicketContext context = shelf.json(ask.context(), TicketContext.class);
        return shelf.putJson(Prompts.plan(context, ask.complaint()).bytes());
    }

    /** Keeps the plan as Markdown. */
    public Reading read(Answer answer) {
        var shelf = new Shelf(contents, answer.owner());
        return switch (ChatAnswer.of(shelf.bytes(answer.response()))) {
            case ChatAnswer.Text(String text) -> plan(shelf, PlanReader.read(text));
            case ChatAnswer.Unreadable(String why) -> new Reading.Unreadable(why);
        };
    }

    private static Reading plan(Shelf shelf, ChatAnswer plan) {
        return switch (plan) {
            case ChatAnswer.Text(String text) -> new Reading.Understood(shelf.putMarkdown(text), beginning(text));
            case ChatAnswer.Unreadable(String why) -> new Reading.Unreadable(why);
        };
    }

    private static String beginning(String plan) {
        return plan.length() <= LONGEST_WORDS
                ? plan
                : Characters.beginning(plan, LONGEST_WORDS) + "\n\n(The plan goes on; the pull request has all of it.)";
    }
}
