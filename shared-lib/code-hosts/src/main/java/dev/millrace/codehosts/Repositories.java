package dev.millrace.codehosts;

import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.document.EditSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Git repositories, read and changed without a clone. */
public interface Repositories {

    /** @throws HostException.NotFound also when it may not be seen */
    Repository read(RepositoryRef repository);

    /** The repositories of a project: an Azure DevOps project, a GitHub owner, a GitLab group. */
    List<RepositoryRef> list(String project);

    /** The commit of a branch; empty when there is no such branch. */
    Optional<String> head(RepositoryRef repository, String branch);

    /** @throws HostException.NotFound when there is no such commit */
    Commit commit(RepositoryRef repository, String id);

    /**
     * The newest commits first.
     *
     * @param from a commit, which is the first of them
     * @param limit most commits to read, at least 1
     */
    List<Commit> history(RepositoryRef repository, String from, int limit);

    /** Commits by the name of their tags, without {@code refs/tags/}; annotated tags are followed. */
    Map<String, String> tags(RepositoryRef repository);

    /** Every file at a commit, in no order. Folders and submodules are left out. */
    List<TreeFile> files(RepositoryRef repository, String commit);

    /**
     * A file's bytes.
     *
     * @throws HostException.NotFound when there is no such file
     * @throws HostException.Invalid when it is larger than 8 MiB
     */
    byte[] file(RepositoryRef repository, String commit, String path);

    /** What a branch would bring: changes since the two commits' common ancestor. */
    Diff compare(RepositoryRef repository, String target, String head);

    /** The two commits' common ancestor, from where {@link #compare} starts; empty when they have none. */
    Optional<String> base(RepositoryRef repository, String target, String head);

    /**
     * Makes one commit of all edits at the end of a branch, which is made when there is none.
     *
     * @return the commit's id
     * @throws HostException.Conflict when the branch is elsewhere ({@link HostException.Conflict.Kind#MOVED}), or it is
     *     to be made and is there ({@link HostException.Conflict.Kind#EXISTS})
     * @throws HostException.Forbidden when the branch is protected
     * @throws HostException.Invalid when an edit does not fit, such as the deletion of a file that is not there
     */
    String push(RepositoryRef repository, Push push);

    /**
     * Does nothing when there is no such branch.
     *
     * @throws HostException.Forbidden when it is protected
     */
    void deleteBranch(RepositoryRef repository, String branch);

    /** @param defaultBranch null in an empty repository */
    record Repository(RepositoryRef ref, @Nullable String defaultBranch) {}

    /** @param message the whole of it */
    record Commit(String id, List<String> parents, String message, String author, Instant when) {

        public Commit {
            parents = List.copyOf(parents);
        }
    }

    /**
     * @param blob Git's id of the content
     * @param size bytes; -1 when the host does not say
     */
    record TreeFile(String path, String blob, long size, Kind kind) {

        public enum Kind {
            FILE,
            EXECUTABLE,
            SYMLINK
        }
    }

    /**
     * @param parent the commit that the edits were made for: the branch's, or what a new branch starts at
     * @param create whether the branch is to be made; otherwise it must be at the parent
     * @param author null leaves the account's own name
     */
    record Push(
            String branch,
            String parent,
            boolean create,
            String message,
            @Nullable Author author,
            EditSet edits) {}

    record Author(String name, String email) {}
}
