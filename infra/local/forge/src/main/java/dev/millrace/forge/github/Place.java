package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.Signature;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;

/**
 * GitHub as one caller sees it: finds what a path names and shows what everything else refers to.
 *
 * @param origin scheme, host and port
 */
public record Place(Core core, String origin) {

    public static Place of(Core core, Call call) {
        return new Place(core, call.origin());
    }

    /** Address of the REST interface. */
    public String api() {
        return origin + "/github/api/v3";
    }

    public static HttpProblem notFound() {
        return HttpProblem.notFound("Not Found");
    }

    /** A request that is understood and not possible. */
    public static HttpProblem invalid(String message) {
        return new HttpProblem(422, "invalid", message);
    }

    public Project owner(String name) {
        return core.projects().find(name).orElseThrow(Place::notFound);
    }

    public Repo repo(Call call) {
        return core.projects().repo(owner(call.at("owner")), call.at("repo")).orElseThrow(Place::notFound);
    }

    public GitRepo git(Call call) {
        return core.projects().git(repo(call));
    }

    public PullRequest pull(Call call) {
        long repo = repo(call).number();
        return core.pulls()
                .find(call.number("number"))
                .filter(pull -> pull.repo() == repo)
                .orElseThrow(Place::notFound);
    }

    /** A ticket of the repository, or of its whole project. */
    public Ticket issue(Call call) {
        Repo repo = repo(call);
        return core.tickets()
                .find(call.number("number"))
                .filter(ticket -> belongs(ticket, repo))
                .orElseThrow(Place::notFound);
    }

    public static boolean belongs(Ticket ticket, Repo repo) {
        return ticket.project() == repo.project() && (ticket.repo() == 0 || ticket.repo() == repo.number());
    }

    public Person person(String login) {
        return core.people().find(login).orElseThrow(() -> invalid("There is nobody called '" + login + "'."));
    }

    public String fullName(Repo repo) {
        return core.projects().project(repo.project()).name() + "/" + repo.name();
    }

    /** REST address of a repository. */
    public String url(Repo repo) {
        return api() + "/repos/" + fullName(repo);
    }

    public String web(Repo repo) {
        return origin + "/github/" + fullName(repo);
    }

    public ObjectNode user(String login) {
        return user(core.people().named(login));
    }

    public ObjectNode user(Person person) {
        return Json.object()
                .put("login", person.login())
                .put("id", person.number())
                .put("node_id", "U_" + person.number())
                .put("avatar_url", "")
                .put("url", api() + "/users/" + person.login())
                .put("html_url", origin + "/github/" + person.login())
                .put("type", "User")
                .put("name", person.name())
                .put("email", person.mail())
                .put("site_admin", false);
    }

    public ObjectNode owner(Project project) {
        return Json.object()
                .put("login", project.name())
                .put("id", 1_000_000 + project.number())
                .put("node_id", "O_" + project.number())
                .put("url", api() + "/orgs/" + project.name())
                .put("type", "Organization");
    }

    public ObjectNode repo(Repo repo) {
        Project project = core.projects().project(repo.project());
        ObjectNode view = Json.object()
                .put("id", repo.number())
                .put("node_id", "R_" + repo.number())
                .put("name", repo.name())
                .put("full_name", fullName(repo))
                .put("private", true)
                .put("html_url", web(repo))
                .put("description", project.description())
                .put("fork", false)
                .put("url", url(repo))
                .put("clone_url", web(repo) + ".git")
                .put("git_url", web(repo) + ".git")
                .put("default_branch", repo.defaultBranch())
                .put("has_issues", true)
                .put("archived", false)
                .put("disabled", false)
                .put("allow_merge_commit", true)
                .put("allow_squash_merge", true)
                .put("allow_rebase_merge", true)
                .put("created_at", repo.created().toString())
                .put("updated_at", repo.created().toString());
        view.set("owner", owner(project));
        view.putObject("permissions").put("admin", true).put("push", true).put("pull", true);
        return view;
    }

    static ObjectNode signature(Signature signature) {
        return Json.object()
                .put("name", signature.name())
                .put("email", signature.mail())
                .put("date", signature.at().toString());
    }

    /** The Git object alone. */
    public ObjectNode gitCommit(Repo repo, CommitNote note) {
        ObjectNode view = Json.object()
                .put("sha", note.id())
                .put("node_id", "C_" + note.id())
                .put("url", url(repo) + "/git/commits/" + note.id())
                .put("html_url", web(repo) + "/commit/" + note.id())
                .put("message", note.message());
        view.set("author", signature(note.author()));
        view.set("committer", signature(note.committer()));
        view.putObject("tree").put("sha", note.tree()).put("url", url(repo) + "/git/trees/" + note.tree());
        view.set(
                "parents",
                Json.array(
                        note.parents(),
                        parent -> Json.object().put("sha", parent).put("url", url(repo) + "/git/commits/" + parent)));
        return view;
    }

    /** A commit with whom GitHub takes its author for. */
    public ObjectNode commit(Repo repo, CommitNote note) {
        ObjectNode git = gitCommit(repo, note);
        ObjectNode view = Json.object()
                .put("sha", note.id())
                .put("node_id", "C_" + note.id())
                .put("url", url(repo) + "/commits/" + note.id())
                .put("html_url", web(repo) + "/commit/" + note.id());
        view.set("commit", git);
        view.set("parents", git.get("parents"));
        core.people()
                .find(note.author().mail())
                .ifPresentOrElse(person -> view.set("author", user(person)), () -> view.putNull("author"));
        core.people()
                .find(note.committer().mail())
                .ifPresentOrElse(person -> view.set("committer", user(person)), () -> view.putNull("committer"));
        return view;
    }
}
