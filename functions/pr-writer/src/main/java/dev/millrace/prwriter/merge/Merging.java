package dev.millrace.prwriter.merge;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.hostaccess.Refused;
import jakarta.inject.Singleton;

/**
 * Merges what was approved: this target, this head, these contents. The host itself guards the head; the target is
 * looked at just before.
 */
@Singleton
public class Merging {

    private final Hosts hosts;

    public Merging(Hosts hosts) {
        this.hosts = hosts;
    }

    public PullRequestEvent.Merged merge(TenantId tenant, MergeEvent.Requested wish) {
        PullRequestRef ref = wish.pullRequest();
        RepositoryRef repository = new RepositoryRef(ref.host(), ref.project(), ref.repository());
        CodeHost host = hosts.of(tenant, repository);
        PullRequest pull = host.pullRequests().read(ref);
        if (pull.mergeCommit() != null && pull.head().equals(wish.head())) {
            return merged(pull, pull.mergeCommit());
        }
        requireApproved(host, repository, pull, wish);
        if (pull.draft()) {
            host.pullRequests().markReady(ref);
        }
        return merged(pull, host.pullRequests().merge(ref, wish.head(), wish.message()));
    }

    /** A merge is told as such: whoever waits for merges hears of one whose reply was lost. */
    public Payload status(TenantId tenant, MergeEvent.StatusRequested question) {
        PullRequestRef ref = question.pullRequest();
        PullRequest pull = hosts.of(tenant, new RepositoryRef(ref.host(), ref.project(), ref.repository()))
                .pullRequests()
                .read(ref);
        return pull.mergeCommit() == null
                ? new MergeEvent.StatusReported(ref, pull.status(), pull.head())
                : merged(pull, pull.mergeCommit());
    }

    private static void requireApproved(
            CodeHost host, RepositoryRef repository, PullRequest pull, MergeEvent.Requested wish) {
        if (pull.status() != Status.OPEN) {
            throw moved("The pull request " + pull.ref().number() + " is no longer open.");
        }
        if (!pull.head().equals(wish.head())) {
            throw moved("The head is no longer the approved commit " + wish.head() + ".");
        }
        String target = host.repositories().head(repository, pull.target()).orElse("");
        if (!target.equals(wish.target())) {
            throw moved("The branch '" + pull.target() + "' is no longer at " + wish.target()
                    + ", for which the change was approved.");
        }
        Diff diff = host.repositories().compare(repository, wish.target(), wish.head());
        if (!diff.digest().equals(wish.diff())) {
            throw moved("The change is not the approved one.");
        }
    }

    private static Refused moved(String detail) {
        return new Refused(HostRefusal.MOVED, detail);
    }

    private static PullRequestEvent.Merged merged(PullRequest pull, String mergeCommit) {
        return new PullRequestEvent.Merged(
                pull.ref(), "refs/heads/" + pull.target(), pull.head(), mergeCommit, pull.url());
    }
}
