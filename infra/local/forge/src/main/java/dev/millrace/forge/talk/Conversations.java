package dev.millrace.forge.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Herald;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Starts, continues and finds conversations. */
public final class Conversations {

    private final Store store;
    private final Herald herald;
    private final Clock clock;

    public Conversations(Store store, Herald herald, Clock clock) {
        this.store = store;
        this.herald = herald;
        this.clock = clock;
    }

    /** Those about a ticket or pull request, oldest first. */
    public List<Conversation> about(long subject) {
        return store.all(Conversation.KIND).stream()
                .filter(conversation -> conversation.subject() == subject)
                .toList();
    }

    public Optional<Conversation> find(long number) {
        return store.find(Conversation.KIND, number);
    }

    /** The conversation that contains a comment. */
    public Optional<Conversation> withComment(long comment) {
        return store.all(Conversation.KIND).stream()
                .filter(conversation -> conversation.comments().stream().anyMatch(each -> each.number() == comment))
                .findFirst();
    }

    /** Starts a conversation; its first comment has the next number. */
    public Conversation start(
            long subject, @Nullable Anchor anchor, String status, String text, Map<String, JsonNode> more, Person by) {
        return store.write(draft -> {
            Instant now = now();
            var comment = new Comment(draft.next("comment"), 0, by.login(), text, now, now, false);
            var conversation = draft.put(
                    Conversation.KIND,
                    new Conversation(
                            draft.next("conversation"), subject, anchor, status, List.of(comment), more, now, now));
            herald.announce(draft, new Happening.Commented(conversation, comment, by));
            return conversation;
        });
    }

    /** A plain comment. */
    public Conversation start(long subject, String text, Person by) {
        return start(subject, null, "active", text, Map.of(), by);
    }

    /** Adds a comment; it is the last one of what comes back. */
    public Optional<Conversation> answer(long number, long parent, String text, Person by) {
        return store.write(draft -> draft.find(Conversation.KIND, number).map(conversation -> {
            Instant now = now();
            var comment = new Comment(draft.next("comment"), parent, by.login(), text, now, now, false);
            var longer = draft.put(Conversation.KIND, conversation.withComment(comment));
            herald.announce(draft, new Happening.Commented(longer, comment, by));
            return longer;
        }));
    }

    public Optional<Conversation> status(long number, String status) {
        return change(number, conversation -> conversation.withStatus(status, now()));
    }

    public Optional<Conversation> rewrite(long number, long comment, String text) {
        return change(
                number, conversation -> conversation.withComment(comment, each -> each.withText(text, now()), now()));
    }

    /** Takes the text of a comment away; its place stays. */
    public Optional<Conversation> delete(long number, long comment) {
        return change(number, conversation -> conversation.withComment(comment, each -> each.gone(now()), now()));
    }

    private Optional<Conversation> change(long number, UnaryOperator<Conversation> change) {
        return store.write(draft -> draft.find(Conversation.KIND, number)
                .map(conversation -> draft.put(Conversation.KIND, change.apply(conversation))));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
