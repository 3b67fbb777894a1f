package dev.millrace.forge.gitlab.issue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.talk.Anchor;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;

/**
 * Notes as GitLab shows them.
 *
 * @param type {@code Issue} or {@code MergeRequest}
 */
public record NoteView(Area area, String type) {

    public ObjectNode note(Conversation conversation, Comment comment) {
        ObjectNode view = Json.object()
                .put("id", comment.number())
                .put("type", type(conversation))
                .put("body", comment.text())
                .put("created_at", comment.created().toString())
                .put("updated_at", comment.changed().toString())
                .put("system", false)
                .put("internal", false)
                .put("noteable_id", conversation.subject())
                .put("noteable_iid", conversation.subject())
                .put("noteable_type", type)
                .put("resolvable", conversation.anchor() != null)
                .put("resolved", conversation.isResolved());
        view.set("author", area.user(comment.author()));
        Anchor anchor = conversation.anchor();
        if (anchor != null) {
            String side = anchor.right() ? "new" : "old";
            view.putObject("position")
                    .put("position_type", "text")
                    .put("new_path", anchor.path())
                    .put("old_path", anchor.path())
                    .put(side + "_line", anchor.line());
        }
        return view;
    }

    public ObjectNode discussion(Conversation conversation) {
        ObjectNode view = Json.object()
                .put("id", String.format("%040x", conversation.number()))
                .put(
                        "individual_note",
                        conversation.anchor() == null && conversation.comments().size() == 1);
        view.set(
                "notes",
                Json.array(
                        conversation.comments().stream()
                                .filter(comment -> !comment.deleted())
                                .toList(),
                        comment -> note(conversation, comment)));
        return view;
    }

    private static String type(Conversation conversation) {
        if (conversation.anchor() != null) {
            return "DiffNote";
        }
        return conversation.comments().size() > 1 ? "DiscussionNote" : "Note";
    }
}
