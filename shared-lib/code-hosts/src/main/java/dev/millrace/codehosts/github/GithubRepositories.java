package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class GithubRepositories implements Repositories {

    private static final int PAGE = 100;
    private static final long LARGEST_FILE = 8 << 20;
    private static final String AS_OBJECT = "application/vnd.github.object+json";

    private final GithubApi api;
    private final Trees trees;
    private final Branches branches;
    private final Comparison comparison;
    private final Pushes pushes;

    GithubRepositories(GithubApi api) {
        this.api = api;
        this.trees = new Trees(api);
        this.branches = new Branches(api);
        this.comparison = new Comparison(api, trees);
        this.pushes = new Pushes(api, trees, branches);
    }

    @Override
    public Repository read(RepositoryRef repository) {
        FullName at = FullName.of(repository);
        JsonNode view = api.send(Call.get(at.path()));
        String branch = Json.text(view, "default_branch"); // named before it is there
        boolean empty = branch == null || branches.head(at, branch).isEmpty();
        return new Repository(at.ref(repository.host()), empty ? null : branch);
    }

    @Override
    public List<RepositoryRef> list(String project) {
        String owner = project.replaceFirst("/.*", "");
        List<JsonNode> views;
        try {
            views = api.list(Call.get("orgs", owner, "repos"));
        } catch (HostException.NotFound e) {
            views = new ArrayList<>(api.list(Call.get("users", owner, "repos"))); // public ones only
            views.addAll(api.list(Call.get("user", "repos")));
        }
        return views.stream()
                .filter(view ->
                        owner.equalsIgnoreCase(view.path("owner").path("login").asText()))
                .map(view -> new RepositoryRef(
                        api.host(),
                        view.path("owner").path("login").asText(),
                        view.path("name").asText()))
                .distinct()
                .toList();
    }

    @Override
    public Optional<String> head(RepositoryRef repository, String branch) {
        return branches.head(FullName.of(repository), branch);
    }

    @Override
    public Commit commit(RepositoryRef repository, String id) {
        JsonNode view = api.send(Call.get(FullName.of(repository).path("git", "commits", id)));
        return commit(view, view);
    }

    @Override
    public List<Commit> history(RepositoryRef repository, String from, int limit) {
        Call call = Call.get(FullName.of(repository).path("commits"))
                .query("sha", from)
                .query("per_page", Math.min(limit, PAGE));
        return api.list(call, "", items -> items.size() >= limit).stream()
                .limit(limit)
                .map(view -> commit(view, view.path("commit")))
                .toList();
    }

    /** @param git the commit as Git has it, without those whom GitHub takes its people for */
    private static Commit commit(JsonNode view, JsonNode git) {
        JsonNode author = git.path("author");
        return new Commit(
                view.path("sha").asText(),
                view.path("parents").findValuesAsText("sha"),
                git.path("message").asText(),
                author.path("name").asText(),
                Json.timeOrEpoch(author, "date"));
    }

    @Override
    public Map<String, String> tags(RepositoryRef repository) {
        Map<String, String> tags = new HashMap<>();
        api.list(Call.get(FullName.of(repository).path("tags")))
                .forEach(tag -> tags.put(
                        tag.path("name").asText(),
                        tag.path("commit").path("sha").asText()));
        return tags;
    }

    @Override
    public List<TreeFile> files(RepositoryRef repository, String commit) {
        return trees.all(FullName.of(repository), commit).stream()
                .filter(TreeEntry::isFile)
                .map(TreeEntry::file)
                .toList();
    }

    @Override
    public byte[] file(RepositoryRef repository, String commit, String path) {
        FullName at = FullName.of(repository);
        JsonNode view = api.send(
                Call.get(at.under("contents", path)).query("ref", commit).header("Accept", AS_OBJECT));
        String type = Json.orEmpty(view, "type");
        if (!type.equals("file") && !type.equals("symlink")) {
            throw new HostException.NotFound("'" + path + "' in " + at + " is no file");
        }
        if (view.path("size").asLong() > LARGEST_FILE) {
            throw new HostException.Invalid("'" + path + "' in " + at + " is larger than 8 MiB");
        }
        boolean complete = "base64".equals(Json.text(view, "encoding"));
        JsonNode holder = complete
                ? view
                : api.send(Call.get(at.path("git", "blobs", view.path("sha").asText())));
        return Base64.getMimeDecoder().decode(holder.path("content").asText());
    }

    @Override
    public Diff compare(RepositoryRef repository, String target, String head) {
        return comparison.between(FullName.of(repository), target, head);
    }

    @Override
    public Optional<String> base(RepositoryRef repository, String target, String head) {
        return comparison.base(FullName.of(repository), target, head);
    }

    @Override
    public String push(RepositoryRef repository, Push push) {
        return pushes.push(FullName.of(repository), push);
    }

    @Override
    public void deleteBranch(RepositoryRef repository, String branch) {
        branches.delete(FullName.of(repository), branch);
    }
}
