package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Reply;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Repositories over files, trees, branches, tags and commits of GitLab. */
final class GitlabRepositories implements Repositories {

    private static final int LARGEST = 8 << 20;

    private final Site site;
    private final Trees trees;
    private final Pushing pushing;

    GitlabRepositories(Site site) {
        this.site = site;
        this.trees = new Trees(site);
        this.pushing = new Pushing(site);
    }

    @Override
    public Repository read(RepositoryRef repository) {
        JsonNode project =
                site.http().send(Call.get(Site.at(Site.path(repository)))).json();
        return new Repository(
                repository, project.path("empty_repo").asBoolean() ? null : Fields.text(project, "default_branch"));
    }

    /** A user's own name is a group, too. */
    @Override
    public List<RepositoryRef> list(String project) {
        Call ofGroup = Call.get("groups", project, "projects").query("with_shared", false);
        Reply first = site.http()
                .find(simple(ofGroup))
                .orElseGet(() -> site.http().send(simple(Call.get("users", project, "projects"))));
        List<Reply> pages = new ArrayList<>(List.of(first));
        first.next().ifPresent(next -> pages.addAll(site.http().linkedPages(Call.get(next))));
        return Fields.items(pages)
                .map(each -> site.repository(Fields.needed(each, "path_with_namespace")))
                .toList();
    }

    private static Call simple(Call call) {
        return call.query("simple", true).query("per_page", Site.PAGE);
    }

    @Override
    public Optional<String> head(RepositoryRef repository, String branch) {
        return pushing.head(Site.path(repository), branch);
    }

    @Override
    public Commit commit(RepositoryRef repository, String id) {
        return commit(site.http()
                .send(Call.get(Site.at(Site.path(repository), "repository", "commits", id))
                        .query("stats", false))
                .json());
    }

    @Override
    public List<Commit> history(RepositoryRef repository, String from, int limit) {
        Call first = Call.get(Site.at(Site.path(repository), "repository", "commits"))
                .query("ref_name", from)
                .query("per_page", Math.min(limit, Site.PAGE));
        int most = Math.ceilDiv(limit, Site.PAGE);
        List<Reply> pages = new ArrayList<>(List.of(site.http().send(first)));
        while (pages.size() < most && pages.getLast().next().isPresent()) {
            pages.add(site.http().send(Call.get(pages.getLast().next().orElseThrow())));
        }
        return Fields.items(pages).map(GitlabRepositories::commit).limit(limit).toList();
    }

    private static Commit commit(JsonNode commit) {
        return new Commit(
                Fields.needed(commit, "id"),
                Fields.texts(commit.path("parent_ids")),
                commit.path("message").asText(),
                commit.path("author_name").asText(),
                Objects.requireNonNullElse(Fields.time(commit, "committed_date"), Instant.EPOCH));
    }

    @Override
    public Map<String, String> tags(RepositoryRef repository) {
        return Fields.items(site.http().linkedPages(Site.list(Site.path(repository), "repository", "tags")))
                .collect(Collectors.toMap(
                        tag -> Fields.needed(tag, "name"),
                        tag -> Fields.needed(tag.path("commit"), "id"),
                        (one, same) -> one));
    }

    @Override
    public List<TreeFile> files(RepositoryRef repository, String commit) {
        return trees.all(Site.path(repository), commit).stream()
                .filter(entry -> !entry.isFolder() && !entry.isSubmodule())
                .map(entry -> new TreeFile(entry.path(), entry.id(), -1, kind(entry.mode())))
                .toList();
    }

    private static TreeFile.Kind kind(String mode) {
        return switch (mode) {
            case "120000" -> TreeFile.Kind.SYMLINK;
            case "100755" -> TreeFile.Kind.EXECUTABLE;
            default -> TreeFile.Kind.FILE;
        };
    }

    @Override
    public byte[] file(RepositoryRef repository, String commit, String path) {
        byte[] bytes = site.http()
                .send(Call.get(Site.at(Site.path(repository), "repository", "files", path, "raw"))
                        .query("ref", commit))
                .body();
        if (bytes.length > LARGEST) {
            throw new HostException.Invalid("'" + path + "' has " + bytes.length + " bytes, more than " + LARGEST);
        }
        return bytes;
    }

    @Override
    public Diff compare(RepositoryRef repository, String target, String head) {
        String path = Site.path(repository);
        Optional<String> base = base(repository, target, head);
        if (base.isEmpty()) { // two histories without a common commit, or a commit that is not there
            commit(repository, target);
            commit(repository, head);
        }
        return new Diff(target, head, trees.changes(path, base, head));
    }

    @Override
    public Optional<String> base(RepositoryRef repository, String target, String head) {
        return site.http()
                .find(Call.get(Site.at(Site.path(repository), "repository", "merge_base"))
                        .query("refs[]", target)
                        .query("refs[]", head))
                .map(reply -> Fields.needed(reply.json(), "id"));
    }

    /**
     * {@inheritDoc}
     *
     * <p>On GitLab somebody else's push to a branch that is there can come between the look at its head and the commit,
     * within some milliseconds and to other files. Then the commit follows theirs, and this throws
     * {@link HostException.Conflict.Kind#MOVED} all the same.
     */
    @Override
    public String push(RepositoryRef repository, Push push) {
        return pushing.push(Site.path(repository), push);
    }

    @Override
    public void deleteBranch(RepositoryRef repository, String branch) {
        site.http().find(Call.delete(Site.at(Site.path(repository), "repository", "branches", branch)));
    }
}
