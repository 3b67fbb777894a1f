package dev.millrace.forge.talk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.store.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Comments on a ticket or pull request that belong together.
 *
 * @param subject number of the ticket or pull request
 * @param status as Azure DevOps names it: active, fixed, wontFix, closed, byDesign, pending
 */
public record Conversation(
        long number,
        long subject,
        @Nullable Anchor anchor,
        String status,
        List<Comment> comments,
        Map<String, JsonNode> properties,
        Instant created,
        Instant changed) {

    public static final Kind<Conversation> KIND =
            Kind.numbered("conversation", Conversation.class, Conversation::number);

    public Conversation {
        comments = List.copyOf(comments);
        properties = Map.copyOf(properties);
    }

    public boolean isResolved() {
        return !status.equals("active") && !status.equals("pending");
    }

    public boolean isDeleted() {
        return comments.stream().allMatch(Comment::deleted);
    }

    Conversation withComment(Comment comment) {
        var more = new ArrayList<>(comments);
        more.add(comment);
        return new Conversation(number, subject, anchor, status, more, properties, created, comment.created());
    }

    Conversation withStatus(String next, Instant at) {
        return new Conversation(number, subject, anchor, next, comments, properties, created, at);
    }

    Conversation withComment(long comment, UnaryOperator<Comment> change, Instant at) {
        List<Comment> changed = comments.stream()
                .map(each -> each.number() == comment ? change.apply(each) : each)
                .toList();
        return new Conversation(number, subject, anchor, status, changed, properties, created, at);
    }
}
