package dev.millrace.prwriter.build;

import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.CodeHost;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.Result;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.hostaccess.Refused;
import dev.millrace.prwriter.Contents;
import jakarta.inject.Singleton;

/** Has commits built, and tells how builds are. */
@Singleton
public class Building {

    /** Bytes; the end of a log says what failed. */
    private static final int LOG_TAIL = 24 * 1024;

    private final Hosts hosts;
    private final Contents contents;

    public Building(Hosts hosts, Contents contents) {
        this.hosts = hosts;
        this.contents = contents;
    }

    public BuildEvent.Queued start(TenantId tenant, BuildEvent.Requested wish) {
        PullRequestRef pull = wish.pullRequest();
        RepositoryRef repository = new RepositoryRef(pull.host(), pull.project(), pull.repository());
        CodeHost host = hosts.of(tenant, repository);
        String head = host.repositories().head(repository, wish.branch()).orElse("");
        if (!head.equals(wish.commit())) {
            throw new Refused(
                    HostRefusal.MOVED, "The branch '" + wish.branch() + "' is no longer at " + wish.commit() + ".");
        }
        Build build = host.builds()
                .find(repository, wish.commit())
                .orElseGet(() -> host.builds().start(repository, wish.branch(), wish.commit()));
        return new BuildEvent.Queued(build.ref(), wish.commit(), build.url());
    }

    public BuildEvent.StatusReported status(TenantId tenant, BuildEvent.StatusRequested question) {
        CodeHost host =
                hosts.of(tenant, question.build().host(), question.build().project());
        Build build = host.builds().read(question.build());
        ContentRef log = failed(build) ? contents.keep(tenant, host.builds().failure(build.ref(), LOG_TAIL)) : null;
        return new BuildEvent.StatusReported(question.build(), build.result(), log);
    }

    private static boolean failed(Build build) {
        return build.result() != null && build.result() != Result.SUCCEEDED;
    }
}
