package dev.millrace.codehosts;

import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs of pipelines. */
public interface Builds {

    /** The newest build of a commit, whoever started it. */
    Optional<Build> find(RepositoryRef repository, String commit);

    /**
     * Starts the repository's first pipeline on a branch.
     *
     * @param commit what the branch is at
     * @throws HostException.Unsupported when the repository has no pipeline
     */
    Build start(RepositoryRef repository, String branch, String commit);

    Build read(BuildRef build);

    /**
     * The end of the logs of the steps that failed, of the whole log when the host has no steps; empty text when
     * there is none.
     *
     * @param bytes most UTF-8 bytes
     */
    String failure(BuildRef build, int bytes);

    /**
     * @param result null while it waits or runs
     * @param branchRef such as {@code refs/heads/main}
     */
    record Build(
            BuildRef ref,
            String pipeline,
            @Nullable Result result,
            @Nullable String commit,
            @Nullable String branchRef,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable URI url) {}
}
