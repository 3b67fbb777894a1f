package dev.millrace.durable.activities;

import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.durable.edits.EditReader;
import dev.millrace.durable.edits.EditReading;
import dev.millrace.durable.edits.FileTree;
import dev.millrace.durable.functions.ActivityType;
import dev.millrace.durable.functions.Retries;
import dev.millrace.durable.prompt.ChatAnswer;
import dev.millrace.durable.prompt.Prompts;
import dev.millrace.durable.wire.Json;
import org.jspecify.annotations.Nullable;

/** Asks for edits and for repairs, reads them, and adds them up. */
public final class EditWork {

    public static final ActivityType<Ask, ContentRef> MAKE_PROMPT =
            new ActivityType<>("MakeEditPrompt", Ask.class, ContentRef.class, Retries.SOME);
    public static final ActivityType<AskFix, ContentRef> MAKE_FIX_PROMPT =
            new ActivityType<>("MakeFixPrompt", AskFix.class, ContentRef.class, Retries.SOME);
    public static final ActivityType<Answer, Reading> READ =
            new ActivityType<>("ReadEdits", Answer.class, Reading.class, Retries.SOME);
    public static final ActivityType<Sum, ContentRef> MERGE =
            new ActivityType<>("MergeEdits", Sum.class, ContentRef.class, Retries.SOME);

    private final Contents contents;

    public EditWork(Contents contents) {
        this.contents = contents;
    }

    /**
     * @param context a {@link TicketContext}
     * @param plan Markdown
     * @param complaint why the last answer was of no use
     */
    public record Ask(
            Owner owner,
            ContentRef context,
            ContentRef plan,
            @Nullable String complaint) {}

    /**
     * @param current the {@link EditSet} that the branch holds
     * @param log the end of the build's log
     */
    public record AskFix(
            Owner owner,
            ContentRef context,
            ContentRef current,
            @Nullable ContentRef log,
            @Nullable String complaint) {}

    /**
     * @param current the {@link EditSet} that the branch holds; null before the first
     * @param response of OpenAI's Chat Completions API
     */
    public record Answer(
            Owner owner, ContentRef context, @Nullable ContentRef current, ContentRef response) {}

    /** Two {@link EditSet}s that follow each other. */
    public record Sum(Owner owner, ContentRef context, ContentRef first, ContentRef second) {}

    /** @return the request */
    public ContentRef makePrompt(Ask ask) {
        var shelf = new Shelf(contents, ask.owner());
        TicketContext context = shelf.json(ask.context(), TicketContext.class);
        return shelf.putJson(
                Prompts.edits(context, shelf.text(ask.plan()), ask.complaint()).bytes());
    }

    /** @return the request */
    public ContentRef makeFixPrompt(AskFix ask) {
        var shelf = new Shelf(contents, ask.owner());
        TicketContext context = shelf.json(ask.context(), TicketContext.class);
        EditSet current = shelf.json(ask.current(), EditSet.class);
        String log = ask.log() == null ? null : shelf.text(ask.log());
        return shelf.putJson(Prompts.fix(context, current, log, ask.complaint()).bytes());
    }

    /** Keeps the edits as an {@link EditSet}, for the branch as it is. */
    public Reading read(Answer answer) {
        var shelf = new Shelf(contents, answer.owner());
        return switch (ChatAnswer.of(shelf.bytes(answer.response()))) {
            case ChatAnswer.Text(String text) -> keep(shelf, EditReader.read(text, tree(shelf, answer)));
            case ChatAnswer.Unreadable(String why) -> new Reading.Unreadable(why);
        };
    }

    /** @return an {@link EditSet} that does what both do */
    public ContentRef merge(Sum sum) {
        var shelf = new Shelf(contents, sum.owner());
        FileTree before = FileTree.of(shelf.json(sum.context(), TicketContext.class));
        FileTree after =
                before.with(shelf.json(sum.first(), EditSet.class)).with(shelf.json(sum.second(), EditSet.class));
        return shelf.putJson(Json.bytes(after.since(before)));
    }

    private static FileTree tree(Shelf shelf, Answer answer) {
        FileTree tree = FileTree.of(shelf.json(answer.context(), TicketContext.class));
        return answer.current() == null ? tree : tree.committed(shelf.json(answer.current(), EditSet.class));
    }

    private static Reading keep(Shelf shelf, EditReading reading) {
        return switch (reading) {
            case EditReading.Understood(EditSet edits) ->
                new Reading.Understood(
                        shelf.putJson(Json.bytes(edits)), edits.edits().size() + " files");
            case EditReading.Unreadable(String why) -> new Reading.Unreadable(why);
        };
    }
}
