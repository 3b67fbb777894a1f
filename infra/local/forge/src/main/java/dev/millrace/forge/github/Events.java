package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.github.git.CheckRoutes;
import dev.millrace.forge.github.issue.IssueView;
import dev.millrace.forge.github.pull.PullView;
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
import java.util.ArrayList;
import java.util.List;

/** Says for each happening which events GitHub would post to the subscribers of a repository. */
record Events(Place place, Hook hook) {

    List<Notice> of(Happening happening) {
        return switch (happening) {
            case Happening.TicketCreated(Ticket ticket, Person by) -> issue(ticket, "opened", by);
            case Happening.TicketChanged(Ticket before, Ticket after, Person by) -> changed(before, after, by);
            case Happening.TicketDeleted(Ticket ticket, Person by) -> issue(ticket, "deleted", by);
            case Happening.Commented(Conversation talk, Comment comment, Person by) -> commented(talk, comment, by);
            case Happening.Pushed(Repo repo, Push push, Person by) -> pushed(repo, push, by);
            case Happening.PullOpened(PullRequest pull, Person by) -> pull(pull, "opened", by);
            case Happening.PullChanged(PullRequest pull, Happening.Pull what, Person by) ->
                pull(pull, action(what), by);
            case Happening.PullMerged merged -> List.of(); // told as closed
            case Happening.CheckReported(Check check, Person by) -> check(check, by);
            case Happening.BuildChanged(Build build, Person by) -> build(build, by);
        };
    }

    private Repo repo() {
        return place.core().projects().repo(hook.repo());
    }

    private Notice notice(String event, String action, Person by, ObjectNode body) {
        if (!action.isEmpty()) {
            body.put("action", action);
        }
        body.set("repository", place.repo(repo()));
        body.set("sender", place.user(by));
        return new Notice(event, body);
    }

    private List<Notice> issue(Ticket ticket, String action, Person by) {
        if (!Place.belongs(ticket, repo())) {
            return List.of();
        }
        ObjectNode body = Json.object();
        body.set("issue", new IssueView(place).issue(repo(), ticket));
        return List.of(notice("issues", action, by, body));
    }

    private List<Notice> changed(Ticket before, Ticket after, Person by) {
        if (!Place.belongs(after, repo())) {
            return List.of();
        }
        List<Notice> notices = new ArrayList<>();
        if (before.isClosed() != after.isClosed()) {
            notices.addAll(issue(after, after.isClosed() ? "closed" : "reopened", by));
        }
        for (String label : after.tags()) {
            if (!before.tags().contains(label)) {
                ObjectNode body = Json.object();
                body.set("issue", new IssueView(place).issue(repo(), after));
                body.set("label", new IssueView(place).label(repo(), label));
                notices.add(notice("issues", "labeled", by, body));
            }
        }
        if (!before.assignee().equals(after.assignee()) && after.assignee().isPresent()) {
            notices.addAll(issue(after, "assigned", by));
        }
        if (!before.title().equals(after.title())
                || !before.description().equals(after.description())
                || notices.isEmpty()) {
            notices.addAll(issue(after, "edited", by));
        }
        return notices;
    }

    private List<Notice> commented(Conversation talk, Comment comment, Person by) {
        var issues = new IssueView(place);
        ObjectNode body = Json.object();
        body.set("comment", issues.comment(repo(), talk.subject(), comment));
        var pull = place.core().pulls().find(talk.subject()).filter(each -> each.repo() == repo().number());
        if (pull.isPresent() && talk.anchor() != null) {
            body.set("pull_request", new PullView(place).pull(pull.get()));
            return List.of(notice("pull_request_review_comment", "created", by, body));
        }
        if (pull.isPresent()) {
            body.set("issue", issues.issue(repo(), pull.get()));
            return List.of(notice("issue_comment", "created", by, body));
        }
        return place
                .core()
                .tickets()
                .find(talk.subject())
                .filter(ticket -> Place.belongs(ticket, repo()))
                .map(ticket -> {
                    body.set("issue", issues.issue(repo(), ticket));
                    return notice("issue_comment", "created", by, body);
                })
                .stream()
                .toList();
    }

    private List<Notice> pushed(Repo repo, Push push, Person by) {
        if (repo.number() != hook.repo()) {
            return List.of();
        }
        return push.changes().stream().map(change -> push(change, by)).toList();
    }

    private Notice push(RefChange change, Person by) {
        GitRepo git = place.core().projects().git(repo());
        ObjectNode body = Json.object()
                .put("ref", change.ref())
                .put("before", change.before())
                .put("after", change.after())
                .put("created", change.isNew())
                .put("deleted", change.isGone())
                .put("forced", false)
                .put("compare", place.web(repo()) + "/compare/" + change.before() + "..." + change.after());
        var commits = change.isGone() || change.isNew()
                ? git.commit(change.after()).stream().toList()
                : git.history().between(change.before(), change.after()).reversed();
        body.set(
                "commits",
                Json.array(
                        commits,
                        note -> Json.object()
                                .put("id", note.id())
                                .put("tree_id", note.tree())
                                .put("message", note.message())
                                .put("timestamp", note.committer().at().toString())
                                .<ObjectNode>set(
                                        "author",
                                        Json.object()
                                                .put("name", note.author().name())
                                                .put("email", note.author().mail()))));
        body.set(
                "head_commit",
                body.path("commits").isEmpty() ? null : body.path("commits").path(0));
        body.putObject("pusher").put("name", by.login()).put("email", by.mail());
        return notice("push", "", by, body);
    }

    private static String action(Happening.Pull what) {
        return switch (what) {
            case PUSHED -> "synchronize";
            case DRAFTED -> "converted_to_draft";
            case READY -> "ready_for_review";
            case REVIEWERS -> "review_requested";
            case VOTE -> "submitted";
            case LABELS -> "labeled";
            case DETAILS -> "edited";
            case MERGED, ABANDONED -> "closed";
            case REOPENED -> "reopened";
        };
    }

    private List<Notice> pull(PullRequest pull, String action, Person by) {
        if (pull.repo() != hook.repo()) {
            return List.of();
        }
        ObjectNode body = Json.object().put("number", pull.number());
        body.set("pull_request", new PullView(place).full(pull));
        if (action.equals("submitted")) {
            boolean approved = pull.reviewer(by.login())
                    .filter(reviewer -> reviewer.approves())
                    .isPresent();
            ObjectNode review = body.putObject("review").put("state", approved ? "approved" : "changes_requested");
            review.set("user", place.user(by));
            return List.of(notice("pull_request_review", action, by, body));
        }
        return List.of(notice("pull_request", action, by, body));
    }

    private List<Notice> check(Check check, Person by) {
        if (check.repo() != hook.repo()) {
            return List.of();
        }
        if (check.run()) {
            ObjectNode body = Json.object();
            body.set("check_run", CheckRoutes.run(place, repo(), check));
            return List.of(notice("check_run", check.state().isFinal() ? "completed" : "created", by, body));
        }
        ObjectNode body = CheckRoutes.status(place, repo(), check);
        return List.of(notice("status", "", by, body.put("sha", check.commit())));
    }

    private List<Notice> build(Build build, Person by) {
        if (build.repo() != hook.repo()) {
            return List.of();
        }
        String action = switch (build.status()) {
            case QUEUED -> "requested";
            case RUNNING -> "in_progress";
            case DONE -> "completed";
        };
        ObjectNode body = Json.object();
        body.set("workflow_run", ActionRoutes.run(place, repo(), build));
        return List.of(notice("workflow_run", action, by, body));
    }
}
