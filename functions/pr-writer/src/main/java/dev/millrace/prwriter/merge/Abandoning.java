package dev.millrace.prwriter.merge;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.PullRequestEvent.AbandonRequested;
import dev.millrace.contracts.events.PullRequestEvent.Abandoned;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.hostaccess.Hosts;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Closes what came to nothing. What is closed or gone already stays so. */
@Singleton
public class Abandoning {

    private static final String MARKER = "millrace: given up";

    private final Hosts hosts;

    public Abandoning(Hosts hosts) {
        this.hosts = hosts;
    }

    public Abandoned abandon(TenantId tenant, AbandonRequested wish) {
        CodeHost host = hosts.of(tenant, wish.repository());
        Optional<PullRequest> pull = wish.pullRequest() == null
                ? host.pullRequests().find(wish.repository(), wish.branch())
                : Optional.of(host.pullRequests().read(wish.pullRequest()));
        pull.filter(each -> each.status() == Status.OPEN).ifPresent(open -> {
            host.pullRequests().comment(open.ref(), MARKER, wish.reason() + "\n\n_" + MARKER + "_");
            host.pullRequests().close(open.ref());
        });
        host.repositories().deleteBranch(wish.repository(), wish.branch());
        return new Abandoned(
                wish.repository(), wish.branch(), pull.map(PullRequest::ref).orElse(null));
    }
}
