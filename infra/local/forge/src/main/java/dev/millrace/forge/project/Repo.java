package dev.millrace.forge.project;

import dev.millrace.forge.people.Guid;
import dev.millrace.forge.store.Kind;
import java.time.Instant;

/**
 * A repository, which GitLab calls a project.
 *
 * @param defaultBranch without {@code refs/heads/}
 */
public record Repo(long number, long project, String name, String defaultBranch, Instant created) {

    public static final Kind<Repo> KIND = Kind.numbered("repo", Repo.class, Repo::number);

    public String guid() {
        return Guid.of("repo", number);
    }

    public Repo withDefaultBranch(String branch) {
        return new Repo(number, project, name, branch, created);
    }

    public Repo withName(String next) {
        return new Repo(number, project, next, defaultBranch, created);
    }
}
