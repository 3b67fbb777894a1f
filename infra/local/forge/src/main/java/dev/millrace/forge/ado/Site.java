package dev.millrace.forge.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Slice;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The organisation as one caller sees it: finds what a path names and shows what everything else refers to.
 *
 * @param base URL of the organisation, without a slash at the end
 */
public record Site(Core core, String base) {

    public static Site of(Core core, Call call) {
        return new Site(core, call.origin() + "/ado/" + call.at("org"));
    }

    /** A list as all of Azure DevOps shows lists. */
    public static <T> Reply list(Collection<T> elements, Function<T, ? extends JsonNode> view) {
        return Reply.ok(Json.object().put("count", elements.size()).set("value", Json.array(elements, view)));
    }

    /** A part of a list by {@code $skip} and {@code $top}. */
    public static <T> List<T> page(Call call, List<T> all, int top) {
        int skip = call.query("$skip", call.query("searchCriteria.$skip", call.query("skip", 0)));
        int limit = call.query("$top", call.query("searchCriteria.$top", call.query("top", top)));
        return Slice.of(all, skip, limit).part();
    }

    public Project project(Call call) {
        return project(call.at("project"));
    }

    public Project project(String handle) {
        return core.projects()
                .find(handle)
                .orElseThrow(() -> new HttpProblem(
                        404,
                        "ProjectDoesNotExistWithNameException",
                        "TF200016: The following project does not exist: " + handle
                                + ". Verify that the name of the project is correct."));
    }

    /** The project of the path, if it names one. */
    public Optional<Project> maybeProject(Call call) {
        return call.at("project").isEmpty() ? Optional.empty() : Optional.of(project(call));
    }

    public Repo repo(Call call) {
        String handle = call.at("repo");
        Optional<Repo> repo = call.at("project").isEmpty()
                ? core.projects().repo(handle)
                : core.projects().repo(project(call), handle);
        return repo.orElseThrow(() -> new HttpProblem(
                404,
                "GitRepositoryNotFoundException",
                "TF401019: The Git repository with name or identifier " + handle
                        + " does not exist or you do not have permissions for the operation you are attempting."));
    }

    /** The pull request of the path, which must be one of the repository that the path names. */
    public PullRequest pull(Call call) {
        long number = call.number("pull");
        Optional<PullRequest> found = core.pulls().find(number);
        if (!call.at("repo").isEmpty()) {
            Repo repo = repo(call);
            found = found.filter(pull -> pull.repo() == repo.number());
        }
        return found.orElseThrow(() -> new HttpProblem(
                404, "GitPullRequestNotFoundException", "TF401180: The requested pull request was not found."));
    }

    /** The person that a body or path names. */
    public Person person(String handle) {
        return core.people()
                .find(handle)
                .orElseThrow(() -> new HttpProblem(
                        404, "IdentityNotFoundException", "The identity " + handle + " could not be found."));
    }

    public ObjectNode identity(String login) {
        return identity(core.people().named(login));
    }

    public ObjectNode identity(Person person) {
        String url = base + "/_apis/Identities/" + person.guid();
        ObjectNode identity = Json.object()
                .put("displayName", person.name())
                .put("url", url)
                .put("id", person.guid())
                .put("uniqueName", person.mail())
                .put("imageUrl", base + "/_api/_common/identityImage?id=" + person.guid())
                .put("descriptor", "aad." + person.guid());
        identity.putObject("_links")
                .putObject("avatar")
                .put("href", identity.path("imageUrl").asText());
        return identity;
    }

    public ObjectNode project(Project project) {
        return Json.object()
                .put("id", project.guid())
                .put("name", project.name())
                .put("description", project.description())
                .put("url", base + "/_apis/projects/" + project.guid())
                .put("state", "wellFormed")
                .put("revision", project.number())
                .put("visibility", "private")
                .put("lastUpdateTime", project.created().toString());
    }

    public ObjectNode repo(Repo repo) {
        Project project = core.projects().project(repo.project());
        String web = base + "/" + escaped(project.name()) + "/_git/" + escaped(repo.name());
        ObjectNode view = Json.object()
                .put("id", repo.guid())
                .put("name", repo.name())
                .put("url", url(repo))
                .put("size", 0)
                .put("remoteUrl", web)
                .put("sshUrl", "")
                .put("webUrl", web)
                .put("isDisabled", false)
                .put("isInMaintenance", false);
        view.set("project", project(project));
        if (core.projects().git(repo).branch(repo.defaultBranch()).isPresent()) {
            view.put("defaultBranch", "refs/heads/" + repo.defaultBranch());
        }
        return view;
    }

    /** REST address of a repository. */
    public String url(Repo repo) {
        Project project = core.projects().project(repo.project());
        return base + "/" + project.guid() + "/_apis/git/repositories/" + repo.guid();
    }

    /** UUID of the organisation. */
    public static String collection() {
        return Guid.of("collection", "millrace");
    }

    public static String escaped(String name) {
        return name.replace(" ", "%20");
    }
}
