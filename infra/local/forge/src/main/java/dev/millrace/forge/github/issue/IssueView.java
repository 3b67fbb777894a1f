package dev.millrace.forge.github.issue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.github.Place;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.ticket.Ticket;
import java.time.Instant;
import java.util.List;

/** Tickets as GitHub shows issues; pull requests are issues too. */
public record IssueView(Place place) {

    public ObjectNode issue(Repo repo, Ticket ticket) {
        ObjectNode view = common(
                repo,
                ticket.number(),
                ticket.title(),
                ticket.description(),
                ticket.author(),
                ticket.tags(),
                ticket.assignee().stream().toList(),
                ticket.created(),
                ticket.changed());
        view.put("state", ticket.isClosed() ? "closed" : "open");
        view.put("state_reason", ticket.isClosed() ? "completed" : wasClosed(ticket) ? "reopened" : null);
        view.put("closed_at", ticket.closedAt().map(Instant::toString).orElse(null));
        return view;
    }

    private boolean wasClosed(Ticket ticket) {
        return place.core().tickets().revisions(ticket.number()).stream().anyMatch(Ticket::isClosed);
    }

    public ObjectNode issue(Repo repo, PullRequest pull) {
        ObjectNode view = common(
                repo,
                pull.number(),
                pull.title(),
                pull.description(),
                pull.author(),
                pull.labels(),
                pull.assignees(),
                pull.created(),
                pull.changed());
        view.put("state", pull.isOpen() ? "open" : "closed").put("draft", pull.draft());
        Instant closed = pull.closed();
        view.put("closed_at", closed == null ? null : closed.toString());
        view.putObject("pull_request").put("url", place.url(repo) + "/pulls/" + pull.number());
        return view;
    }

    private ObjectNode common(
            Repo repo,
            long number,
            String title,
            String text,
            String author,
            List<String> labels,
            List<String> assignees,
            Instant created,
            Instant changed) {
        String url = place.url(repo) + "/issues/" + number;
        ObjectNode view = Json.object()
                .put("id", number)
                .put("node_id", "I_" + number)
                .put("number", number)
                .put("title", title)
                .put("body", text)
                .put("locked", false)
                .put("comments", place.core().conversations().about(number).size())
                .put("created_at", created.toString())
                .put("updated_at", changed.toString())
                .put("url", url)
                .put("html_url", place.web(repo) + "/issues/" + number)
                .put("comments_url", url + "/comments")
                .put("repository_url", place.url(repo));
        view.set("user", place.user(author));
        view.set("labels", Json.array(labels, label -> label(repo, label)));
        view.set("assignees", Json.array(assignees, place::user));
        if (assignees.isEmpty()) {
            view.putNull("assignee");
        } else {
            view.set("assignee", place.user(assignees.getFirst()));
        }
        return view;
    }

    /** A label has a name only; its number is made from that. */
    public ObjectNode label(Repo repo, String name) {
        return Json.object()
                .put("id", Integer.toUnsignedLong(name.hashCode()))
                .put("name", name)
                .put("color", "ededed")
                .put("default", false)
                .put("url", place.url(repo) + "/labels/" + name);
    }

    public ObjectNode comment(Repo repo, long subject, Comment comment) {
        ObjectNode view = Json.object()
                .put("id", comment.number())
                .put("node_id", "IC_" + comment.number())
                .put("body", comment.text())
                .put("created_at", comment.created().toString())
                .put("updated_at", comment.changed().toString())
                .put("url", place.url(repo) + "/issues/comments/" + comment.number())
                .put("html_url", place.web(repo) + "/issues/" + subject + "#issuecomment-" + comment.number())
                .put("issue_url", place.url(repo) + "/issues/" + subject);
        view.set("user", place.user(comment.author()));
        return view;
    }
}
