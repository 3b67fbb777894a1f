package dev.millrace.codehosts;

import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pull requests; GitLab calls them merge requests. */
public interface PullRequests {

    /** @throws HostException.NotFound also when it may not be seen */
    PullRequest read(PullRequestRef pullRequest);

    /** The pull request of a source branch: the open one, else the newest. */
    Optional<PullRequest> find(RepositoryRef repository, String source);

    /** Open pull requests, the newest first. */
    List<PullRequest> open(RepositoryRef repository);

    /** @throws HostException.Conflict when the source branch has an open one ({@link HostException.Conflict.Kind#EXISTS}) */
    PullRequest create(RepositoryRef repository, Proposal proposal);

    /** Replaces title and description; the title is without the host's mark of drafts. */
    void describe(PullRequestRef pullRequest, String title, String description);

    /** Ends its being a draft; one that is none stays so. */
    void markReady(PullRequestRef pullRequest);

    /** Adds labels; those that are there stay. */
    void label(PullRequestRef pullRequest, List<String> labels);

    /**
     * Asks people for their review; whom it was asked already stays asked.
     *
     * @param people logins or e-mail addresses; {@code @org/team} for a team
     * @return those whom the host does not know or does not let review
     */
    List<String> requestReviews(PullRequestRef pullRequest, List<String> people);

    /** Like {@link Tickets#comment} on the pull request as a whole. */
    @Nullable
    URI comment(PullRequestRef pullRequest, String marker, String markdown);

    /** What people wrote, the oldest first, without the host's own notes. */
    List<Remark> remarks(PullRequestRef pullRequest);

    /** Reports a check on a commit; a later one of the same name takes its place. */
    void check(RepositoryRef repository, String commit, Check check);

    /** The newest of each name. */
    List<Check> checks(RepositoryRef repository, String commit);

    /**
     * Merges with a merge commit.
     *
     * @param head the source commit to merge, and no other
     * @return the commit of the target branch since
     * @throws HostException.Conflict when the source is elsewhere, the changes do not merge, or it is closed
     * @throws HostException.Forbidden when a policy forbids it, a draft's being one included
     */
    String merge(PullRequestRef pullRequest, String head, String message);

    /** Closes it without merging; a closed one stays so. */
    void close(PullRequestRef pullRequest);

    /**
     * @param title without the host's mark of drafts
     * @param source branch
     * @param target branch
     * @param head commit of the source branch
     * @param mergeCommit null unless merged
     * @param mergeable null when the host does not know yet
     */
    record PullRequest(
            PullRequestRef ref,
            Status status,
            boolean draft,
            String title,
            String description,
            String source,
            String target,
            String head,
            @Nullable String mergeCommit,
            @Nullable Boolean mergeable,
            List<String> labels,
            @Nullable URI url) {

        public PullRequest {
            labels = List.copyOf(labels);
        }
    }

    /**
     * A pull request to open, as a draft.
     *
     * @param tickets to link, on hosts that have such links; others read them in the description
     */
    record Proposal(
            String source,
            String target,
            String title,
            String description,
            List<String> labels,
            List<TicketRef> tickets) {

        public Proposal {
            labels = List.copyOf(labels);
            tickets = List.copyOf(tickets);
        }
    }

    /**
     * @param path the file that it is about; null for the whole
     * @param line from 1, in the file after the change; null for the whole file
     */
    record Remark(
            String author,
            String text,
            @Nullable String path,
            @Nullable Integer line) {}

    /** @param name unique on the commit, such as {@code millrace/checks} */
    record Check(
            String name,
            State state,
            String description,
            @Nullable URI url) {

        public enum State {
            RUNNING,
            SUCCEEDED,
            FAILED
        }
    }
}
