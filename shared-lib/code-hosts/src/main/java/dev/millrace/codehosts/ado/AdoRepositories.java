package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Reply;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Azure Repos, read; {@link AdoPushes} and {@link AdoBranches} change them. */
final class AdoRepositories implements Repositories {

    private static final int LARGEST = 8 << 20;
    private static final int PAGE = 100;
    private static final String TAGS = "refs/tags/";

    private final String host;
    private final AdoApi api;
    private final AdoBranches branches;
    private final AdoPushes pushes;
    private final AdoDiffs diffs;

    AdoRepositories(String host, AdoApi api, InstantSource clock) {
        this.host = host;
        this.api = api;
        this.branches = new AdoBranches(api);
        this.pushes = new AdoPushes(api, branches, this::file, clock);
        this.diffs = new AdoDiffs(api, this::files);
    }

    @Override
    public Repository read(RepositoryRef repository) {
        String branch = Json.text(api.json(Call.get(Paths.git(repository))), "/defaultBranch");
        return new Repository(repository, branch == null ? null : Paths.branch(branch));
    }

    @Override
    public List<RepositoryRef> list(String project) {
        return api.list(Call.get(Paths.project(project, "git", "repositories"))).stream()
                .filter(repository -> !repository.path("isDisabled").asBoolean())
                .map(repository -> new RepositoryRef(
                        host,
                        repository.at("/project/name").asText(project),
                        repository.path("name").asText()))
                .toList();
    }

    @Override
    public Optional<String> head(RepositoryRef repository, String branch) {
        return branches.head(repository, branch);
    }

    @Override
    public Commit commit(RepositoryRef repository, String id) {
        return GitView.commit(api.json(Call.get(Paths.git(repository, "commits", id))));
    }

    /** Lists leave out parents and the end of long messages. */
    @Override
    public List<Commit> history(RepositoryRef repository, String from, int limit) {
        Call call = Call.get(Paths.git(repository, "commits"))
                .query("searchCriteria.itemVersion.version", from)
                .query("searchCriteria.itemVersion.versionType", "commit");
        List<JsonNode> listed = new ArrayList<>();
        List<JsonNode> page;
        do {
            page = api.list(call.query("searchCriteria.$top", Math.min(PAGE, limit - listed.size()))
                    .query("searchCriteria.$skip", listed.size()));
            listed.addAll(page);
        } while (!page.isEmpty() && listed.size() < limit);
        return Abreast.map(
                listed,
                commit -> GitView.isWhole(commit)
                        ? GitView.commit(commit)
                        : commit(repository, commit.path("commitId").asText()));
    }

    @Override
    public Map<String, String> tags(RepositoryRef repository) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode ref : branches.refs(repository, "tags/")) {
            String name = ref.path("name").asText();
            if (name.startsWith(TAGS)) {
                tags.put(
                        name.substring(TAGS.length()),
                        ref.path("peeledObjectId").asText(ref.path("objectId").asText()));
            }
        }
        return tags;
    }

    /** By trees: items do not say which files are executable. */
    @Override
    public List<TreeFile> files(RepositoryRef repository, String commit) {
        String tree = api.json(Call.get(Paths.git(repository, "commits", commit)))
                .path("treeId")
                .asText();
        JsonNode entries = api.json(
                        Call.get(Paths.git(repository, "trees", tree)).query("recursive", true))
                .path("treeEntries");
        return Json.elements(entries).stream()
                .filter(entry -> entry.path("gitObjectType").asText().equals("blob"))
                .map(GitView::file)
                .toList();
    }

    @Override
    public byte[] file(RepositoryRef repository, String commit, String path) {
        Reply reply = api.send(Call.get(Paths.git(repository, "items"))
                .query("path", "/" + path)
                .query("versionDescriptor.version", commit)
                .query("versionDescriptor.versionType", "commit")
                .query("$format", "octetStream")
                .header("Accept", "application/octet-stream"));
        if (reply.header("Content-Type").orElse("").startsWith("application/json")) {
            throw new HostException.NotFound("'" + path + "' is a folder and no file");
        }
        if (reply.body().length > LARGEST) {
            throw new HostException.Invalid(
                    "'" + path + "' has " + reply.body().length + " bytes, more than " + LARGEST);
        }
        return reply.body();
    }

    @Override
    public Diff compare(RepositoryRef repository, String target, String head) {
        return diffs.compare(repository, target, head);
    }

    @Override
    public Optional<String> base(RepositoryRef repository, String target, String head) {
        return diffs.base(repository, target, head);
    }

    @Override
    public String push(RepositoryRef repository, Push push) {
        return pushes.push(repository, push);
    }

    @Override
    public void deleteBranch(RepositoryRef repository, String branch) {
        branches.delete(repository, branch);
    }
}
