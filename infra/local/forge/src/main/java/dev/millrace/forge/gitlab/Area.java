package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import java.util.Optional;

/**
 * GitLab as one caller sees it: finds what a path names and shows what everything else refers to. What GitLab calls a
 * project is a repository here, and its group a project.
 *
 * @param origin scheme, host and port
 */
public record Area(Core core, String origin) {

    public static Area of(Core core, Call call) {
        return new Area(core, call.origin());
    }

    public static HttpProblem notFound(String what) {
        return HttpProblem.notFound("404 " + what + " Not Found");
    }

    /** By number or by {@code group/name}. */
    public Repo repo(Call call) {
        return repo(call.at("id")).orElseThrow(() -> notFound("Project"));
    }

    Optional<Repo> repo(String handle) {
        int slash = handle.lastIndexOf('/');
        return slash < 0
                ? core.projects().repo(handle)
                : core.projects()
                        .find(handle.substring(0, slash))
                        .flatMap(group -> core.projects().repo(group, handle.substring(slash + 1)));
    }

    public GitRepo git(Call call) {
        return core.projects().git(repo(call));
    }

    public PullRequest pull(Call call) {
        long repo = repo(call).number();
        return core.pulls()
                .find(call.number("iid"))
                .filter(pull -> pull.repo() == repo)
                .orElseThrow(() -> notFound("Merge Request"));
    }

    public Ticket issue(Call call) {
        Repo repo = repo(call);
        return core.tickets()
                .find(call.number("iid"))
                .filter(ticket -> belongs(ticket, repo))
                .orElseThrow(() -> notFound("Issue"));
    }

    public static boolean belongs(Ticket ticket, Repo repo) {
        return ticket.project() == repo.project() && (ticket.repo() == 0 || ticket.repo() == repo.number());
    }

    public Person person(long number) {
        return core.people().all().stream()
                .filter(person -> person.number() == number)
                .findFirst()
                .orElseThrow(() -> HttpProblem.badRequest("There is no user " + number));
    }

    public String fullPath(Repo repo) {
        return core.projects().project(repo.project()).name() + "/" + repo.name();
    }

    public String web(Repo repo) {
        return origin + "/gitlab/" + fullPath(repo);
    }

    public ObjectNode user(String login) {
        return user(core.people().named(login));
    }

    public ObjectNode user(Person person) {
        return Json.object()
                .put("id", person.number())
                .put("username", person.login())
                .put("name", person.name())
                .put("state", "active")
                .put("email", person.mail())
                .put("public_email", person.mail())
                .put("avatar_url", "")
                .put("web_url", origin + "/gitlab/" + person.login());
    }

    ObjectNode group(Project group) {
        return Json.object()
                .put("id", group.number())
                .put("name", group.name())
                .put("path", group.name())
                .put("full_path", group.name())
                .put("kind", "group")
                .put("web_url", origin + "/gitlab/groups/" + group.name());
    }

    public ObjectNode repo(Repo repo) {
        ObjectNode view = Json.object()
                .put("id", repo.number())
                .put("name", repo.name())
                .put("path", repo.name())
                .put("name_with_namespace", fullPath(repo).replace("/", " / "))
                .put("path_with_namespace", fullPath(repo))
                .put("default_branch", repo.defaultBranch())
                .put("visibility", "private")
                .put("created_at", repo.created().toString())
                .put("last_activity_at", repo.created().toString())
                .put("empty_repo", core.projects().git(repo).isEmpty())
                .put("archived", false)
                .put("issues_enabled", true)
                .put("merge_requests_enabled", true)
                .put("http_url_to_repo", web(repo) + ".git")
                .put("web_url", web(repo));
        view.set("namespace", group(core.projects().project(repo.project())));
        return view;
    }

    public ObjectNode commit(Repo repo, CommitNote note) {
        ObjectNode view = Json.object()
                .put("id", note.id())
                .put("short_id", note.id().substring(0, 8))
                .put("title", note.title())
                .put("message", note.message())
                .put("author_name", note.author().name())
                .put("author_email", note.author().mail())
                .put("authored_date", note.author().at().toString())
                .put("committer_name", note.committer().name())
                .put("committer_email", note.committer().mail())
                .put("committed_date", note.committer().at().toString())
                .put("created_at", note.committer().at().toString())
                .put("web_url", web(repo) + "/-/commit/" + note.id());
        view.set("parent_ids", Json.texts(note.parents()));
        return view;
    }
}
