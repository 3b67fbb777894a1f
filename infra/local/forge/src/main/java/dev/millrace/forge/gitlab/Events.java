package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.gitlab.issue.IssueRoutes;
import dev.millrace.forge.gitlab.issue.NoteView;
import dev.millrace.forge.gitlab.merge.MergeRequestView;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Notice;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.push.Push;
import dev.millrace.forge.push.RefChange;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import dev.millrace.forge.ticket.Ticket;
import java.util.List;

/** Says for each happening which events GitLab would post to the subscribers of a project. */
record Events(Area area, Hook hook) {

    List<Notice> of(Happening happening) {
        return switch (happening) {
            case Happening.TicketCreated(Ticket ticket, Person by) -> issue(ticket, "open", by, Json.object());
            case Happening.TicketChanged(Ticket before, Ticket after, Person by) -> changed(before, after, by);
            case Happening.TicketDeleted deleted -> List.of();
            case Happening.Commented(Conversation talk, Comment comment, Person by) -> commented(talk, comment, by);
            case Happening.Pushed(Repo repo, Push push, Person by) ->
                repo.number() == hook.repo()
                        ? push.changes().stream()
                                .map(change -> push(change, by))
                                .toList()
                        : List.of();
            case Happening.PullOpened(PullRequest pull, Person by) -> pull(pull, "open", by);
            case Happening.PullChanged(PullRequest pull, Happening.Pull what, Person by) ->
                pull(pull, action(pull, what, by), by);
            case Happening.PullMerged merged -> List.of(); // told as a change
            case Happening.CheckReported check -> List.of();
            case Happening.BuildChanged(Build build, Person by) -> build(build, by);
        };
    }

    private Repo repo() {
        return area.core().projects().repo(hook.repo());
    }

    private ObjectNode body(String kind, Person by) {
        ObjectNode body = Json.object().put("object_kind", kind).put("event_type", kind);
        body.set("user", area.user(by));
        Repo repo = repo();
        body.putObject("project")
                .put("id", repo.number())
                .put("name", repo.name())
                .put("path_with_namespace", area.fullPath(repo))
                .put("default_branch", repo.defaultBranch())
                .put("web_url", area.web(repo))
                .put("git_http_url", area.web(repo) + ".git");
        return body;
    }

    private List<Notice> issue(Ticket ticket, String action, Person by, ObjectNode changes) {
        if (!Area.belongs(ticket, repo())) {
            return List.of();
        }
        ObjectNode body = body("issue", by);
        ObjectNode attributes = IssueRoutes.view(area, repo(), ticket);
        body.set("object_attributes", withUrl(attributes).put("action", action));
        body.set("assignees", attributes.path("assignees"));
        body.set("labels", Json.array(ticket.tags(), label -> Json.object().put("title", label)));
        body.set("changes", changes);
        return List.of(new Notice("issues_events", body));
    }

    /** Hooks name the page {@code url}. */
    private static ObjectNode withUrl(ObjectNode attributes) {
        return attributes.put("url", attributes.path("web_url").asText());
    }

    private List<Notice> changed(Ticket before, Ticket after, Person by) {
        ObjectNode changes = Json.object();
        if (!before.tags().equals(after.tags())) {
            ObjectNode labels = changes.putObject("labels");
            labels.set(
                    "previous", Json.array(before.tags(), label -> Json.object().put("title", label)));
            labels.set(
                    "current", Json.array(after.tags(), label -> Json.object().put("title", label)));
        }
        if (!before.title().equals(after.title())) {
            changes.putObject("title").put("previous", before.title()).put("current", after.title());
        }
        String action = "update";
        if (before.isClosed() != after.isClosed()) {
            action = after.isClosed() ? "close" : "reopen";
        }
        return issue(after, action, by, changes);
    }

    private List<Notice> commented(Conversation talk, Comment comment, Person by) {
        ObjectNode body = body("note", by);
        var pull = area.core().pulls().find(talk.subject()).filter(each -> each.repo() == hook.repo());
        var ticket = area.core().tickets().find(talk.subject()).filter(each -> Area.belongs(each, repo()));
        if (pull.isEmpty() && ticket.isEmpty()) {
            return List.of();
        }
        String type = pull.isPresent() ? "MergeRequest" : "Issue";
        ObjectNode note = new NoteView(area, type).note(talk, comment);
        body.set("object_attributes", note.put("note", comment.text()).put("action", "create"));
        pull.ifPresent(each -> body.set("merge_request", new MergeRequestView(area).view(each)));
        ticket.ifPresent(each -> body.set("issue", IssueRoutes.view(area, repo(), each)));
        return List.of(new Notice("note_events", body));
    }

    private Notice push(RefChange change, Person by) {
        GitRepo git = area.core().projects().git(repo());
        ObjectNode body = body(change.isBranch() ? "push" : "tag_push", by);
        body.put("before", change.before())
                .put("after", change.after())
                .put("checkout_sha", change.isGone() ? null : change.after())
                .put("ref", change.ref())
                .put("user_id", by.number())
                .put("user_name", by.name())
                .put("user_username", by.login())
                .put("project_id", hook.repo());
        List<CommitNote> commits = change.isNew() || change.isGone()
                ? git.commit(change.after()).stream().toList()
                : git.history().between(change.before(), change.after()).reversed();
        body.set("commits", Json.array(commits, note -> area.commit(repo(), note)));
        body.put("total_commits_count", commits.size());
        return new Notice(change.isBranch() ? "push_events" : "tag_push_events", body);
    }

    private static String action(PullRequest pull, Happening.Pull what, Person by) {
        return switch (what) {
            case MERGED -> "merge";
            case ABANDONED -> "close";
            case REOPENED -> "reopen";
            case VOTE ->
                pull.reviewer(by.login())
                                .filter(reviewer -> reviewer.approves())
                                .isPresent()
                        ? "approved"
                        : "unapproved";
            case PUSHED, DRAFTED, READY, REVIEWERS, LABELS, DETAILS -> "update";
        };
    }

    private List<Notice> pull(PullRequest pull, String action, Person by) {
        if (pull.repo() != hook.repo()) {
            return List.of();
        }
        ObjectNode body = body("merge_request", by);
        ObjectNode attributes = new MergeRequestView(area).view(pull);
        withUrl(attributes).put("action", action);
        attributes.putObject("last_commit").put("id", pull.head());
        body.set("object_attributes", attributes);
        body.set("labels", Json.array(pull.labels(), label -> Json.object().put("title", label)));
        return List.of(new Notice("merge_requests_events", body));
    }

    private List<Notice> build(Build build, Person by) {
        if (build.repo() != hook.repo()) {
            return List.of();
        }
        ObjectNode body = body("pipeline", by);
        body.set("object_attributes", withUrl(PipelineRoutes.view(area, build)));
        body.putObject("commit").put("id", build.commit());
        if (build.pull() > 0) {
            area.core()
                    .pulls()
                    .find(build.pull())
                    .ifPresent(pull -> body.set("merge_request", new MergeRequestView(area).view(pull)));
        }
        return List.of(new Notice("pipeline_events", body));
    }
}
