package dev.millrace.forge.ado.hooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.ado.build.BuildView;
import dev.millrace.forge.ado.git.GitView;
import dev.millrace.forge.ado.pull.PullView;
import dev.millrace.forge.ado.wit.UpdateView;
import dev.millrace.forge.ado.wit.WorkItemView;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.push.Push;
import dev.millrace.forge.push.RefChange;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import dev.millrace.forge.ticket.Ticket;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Says for each happening what a service hook carries. Version 1.0 names people in text, later ones as objects. */
record Resources(Site site, Hook hook) {

    Optional<Resource> of(Happening happening) {
        return switch (happening) {
            case Happening.TicketCreated(Ticket ticket, Person by) ->
                Optional.of(ticket("workitem.created", ticket, workItem(ticket), " created by " + by.name()));
            case Happening.TicketChanged(Ticket before, Ticket after, Person by) ->
                Optional.of(ticket("workitem.updated", after, update(before, after), " updated by " + by.name()));
            case Happening.TicketDeleted(Ticket ticket, Person by) ->
                Optional.of(ticket("workitem.deleted", ticket, workItem(ticket), " deleted by " + by.name()));
            case Happening.Commented(Conversation talk, Comment comment, Person by) -> commented(talk, comment, by);
            case Happening.Pushed(Repo repo, Push push, Person by) -> pushed(repo, push, by);
            case Happening.PullOpened(PullRequest pull, Person by) ->
                Optional.of(pull("git.pullrequest.created", pull, by.name() + " created a new pull request"));
            case Happening.PullChanged(PullRequest pull, Happening.Pull what, Person by) ->
                Optional.of(pull("git.pullrequest.updated", pull, by.name() + " updated the pull request"));
            case Happening.PullMerged(PullRequest pull, Person by) ->
                Optional.of(
                        pull("git.pullrequest.merged", pull, by.name() + " has created a pull request merge commit"));
            case Happening.BuildChanged(Build build, Person by)
            when build.status() == Build.Status.DONE -> Optional.of(build(build));
            case Happening.BuildChanged build -> Optional.empty();
            case Happening.CheckReported check -> Optional.empty();
        };
    }

    private boolean isOld() {
        return hook.settings().path("resourceVersion").asText("1.0").startsWith("1.");
    }

    private Function<Person, JsonNode> people() {
        return isOld() ? WorkItemView::asText : site::identity;
    }

    private Resource ticket(String event, Ticket ticket, ObjectNode body, String what) {
        Project project = site.core().projects().project(ticket.project());
        String text = ticket.type() + " #" + ticket.number() + " (" + ticket.title() + ")" + what + ".\r\n("
                + site.base() + "/_workitems/edit/" + ticket.number() + ")";
        return new Resource(event, text, body, project, 0, Optional.empty(), Optional.of(ticket.type()));
    }

    private ObjectNode workItem(Ticket ticket) {
        var view = new WorkItemView(site);
        ObjectNode full = view.full(ticket);
        full.set("fields", view.fields(ticket, Set.of(), people()));
        if (!isOld()) {
            full.remove("relations"); // later versions leave them out
        }
        return full;
    }

    private ObjectNode update(Ticket before, Ticket after) {
        var view = new WorkItemView(site);
        String url = view.url(after);
        ObjectNode body = Json.object()
                .put("id", after.rev())
                .put("workItemId", after.number())
                .put("rev", after.rev())
                .put("revisedDate", after.text(Ticket.CHANGED));
        body.set("revisedBy", site.identity(after.text(Ticket.CHANGED_BY)));
        var updates = new UpdateView(site);
        body.set("fields", updates.changes(Optional.of(before), after, people()));
        updates.relations(Optional.of(before), after, body);
        body.putObject("_links").putObject("parent").put("href", url);
        body.put("url", url + "/updates/" + after.rev());
        ObjectNode revision = Json.object().put("id", after.number()).put("rev", after.rev());
        revision.set("fields", view.fields(after, Set.of(), people()));
        body.set("revision", revision.put("url", url + "/revisions/" + after.rev()));
        return body;
    }

    private Optional<Resource> commented(Conversation talk, Comment comment, Person by) {
        Optional<Ticket> ticket = site.core().tickets().find(talk.subject());
        if (ticket.isPresent()) {
            ObjectNode body = workItem(ticket.get());
            body.withObject("/fields").put("System.History", comment.text());
            return Optional.of(ticket("workitem.commented", ticket.get(), body, " commented on by " + by.name()));
        }
        return site.core().pulls().find(talk.subject()).map(pull -> {
            ObjectNode body = Json.object();
            ObjectNode note = body.putObject("comment")
                    .put("id", talk.comments().size())
                    .put("parentCommentId", 0)
                    .put("content", comment.text())
                    .put("publishedDate", comment.created().toString())
                    .put("commentType", "text");
            note.set("author", site.identity(by));
            String thread = site.url(site.core().projects().repo(pull.repo())) + "/pullRequests/" + pull.number()
                    + "/threads/" + talk.number();
            note.putObject("_links").putObject("threads").put("href", thread);
            body.set("pullRequest", new PullView(site).pull(pull));
            String event = "ms.vss-code.git-pullrequest-comment-event";
            return resource(event, pull, body, by.name() + " has commented on a pull request");
        });
    }

    private Optional<Resource> pushed(Repo repo, Push push, Person by) {
        Optional<RefChange> branch =
                push.changes().stream().filter(RefChange::isBranch).findFirst();
        Project project = site.core().projects().project(repo.project());
        String name = branch.map(RefChange::shortName).orElse("");
        return Optional.of(new Resource(
                "git.push",
                by.name() + " pushed updates to branch " + name + " of " + repo.name(),
                new GitView(site, repo).push(push),
                project,
                repo.number(),
                branch.map(RefChange::shortName),
                Optional.empty()));
    }

    private Resource pull(String event, PullRequest pull, String text) {
        ObjectNode body = new PullView(site).pull(pull);
        Repo repo = site.core().projects().repo(pull.repo());
        body.set("commits", Json.array().add(new GitView(site, repo).commitRef(pull.head())));
        return resource(event, pull, body, text);
    }

    private Resource resource(String event, PullRequest pull, ObjectNode body, String text) {
        Repo repo = site.core().projects().repo(pull.repo());
        Project project = site.core().projects().project(repo.project());
        return new Resource(event, text, body, project, repo.number(), Optional.of(pull.target()), Optional.empty());
    }

    /** Version 1.0 has the result where later ones have the status. */
    private Resource build(Build build) {
        Repo repo = site.core().projects().repo(build.repo());
        Project project = site.core().projects().project(repo.project());
        String result = BuildView.result(build.result());
        ObjectNode body = new BuildView(site).build(build);
        if (isOld()) {
            Instant started = build.started();
            body = Json.object()
                    .put("uri", "vstfs:///Build/Build/" + build.number())
                    .put("id", build.number())
                    .put("buildNumber", BuildView.buildNumber(build))
                    .put("url", new BuildView(site).url(project, build))
                    .put("startTime", started == null ? null : started.toString())
                    .put("finishTime", body.path("finishTime").asText())
                    .put("reason", build.reason())
                    .put("status", result)
                    .put("sourceGetVersion", "LG:" + build.ref() + ":" + build.commit());
            body.set(
                    "definition",
                    new BuildView(site)
                            .definition(site.core()
                                    .builds()
                                    .pipeline(build.pipeline())
                                    .orElseThrow()));
            body.set("lastChangedBy", site.identity(build.by()));
            body.putArray("requests").addObject().set("requestedFor", site.identity(build.by()));
        }
        return new Resource(
                "build.complete",
                "Build " + BuildView.buildNumber(build) + " " + result,
                body,
                project,
                repo.number(),
                Optional.of(build.branch()),
                Optional.empty());
    }
}
