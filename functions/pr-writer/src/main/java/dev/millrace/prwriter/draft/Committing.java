package dev.millrace.prwriter.draft;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.CommitEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.hostaccess.Refused;
import dev.millrace.prwriter.Contents;
import dev.millrace.prwriter.PrWriterConfig;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts one more commit on a draft's branch, and no second one for the same request. */
@Singleton
public class Committing {

    private final Hosts hosts;
    private final Contents contents;
    private final EditCheck check;
    private final Patches patches;
    private final Author author;

    public Committing(Hosts hosts, Contents contents, EditCheck check, Patches patches, PrWriterConfig config) {
        this.hosts = hosts;
        this.contents = contents;
        this.check = check;
        this.patches = patches;
        this.author = new Author(config.author().name(), config.author().email());
    }

    public CommitEvent.Pushed push(TenantId tenant, EventId id, CommitEvent.Requested wish) {
        EditSet edits = contents.read(tenant, wish.edits(), EditSet.class);
        check.requireFine(edits, wish.protectedPaths());
        PullRequestRef ref = wish.pullRequest();
        RepositoryRef repository = new RepositoryRef(ref.host(), ref.project(), ref.repository());
        CodeHost host = hosts.of(tenant, repository);
        PullRequest pull = host.pullRequests().read(ref);
        if (pull.status() != Status.OPEN || !pull.source().equals(wish.branch())) {
            throw new Refused(
                    HostRefusal.MOVED,
                    "The pull request " + ref.number() + " is no longer open for '" + wish.branch() + "'.");
        }
        String head = commit(host, repository, id, wish, edits);
        String target = host.repositories()
                .head(repository, pull.target())
                .orElseThrow(() -> new HostException.NotFound("The branch '" + pull.target() + "' is gone"));
        Diff diff = host.repositories().compare(repository, target, head);
        return new CommitEvent.Pushed(
                ref, target, head, diff.digest(), patches.keep(tenant, host.repositories(), repository, diff));
    }

    private String commit(
            CodeHost host, RepositoryRef repository, EventId id, CommitEvent.Requested wish, EditSet edits) {
        String head = host.repositories().head(repository, wish.branch()).orElse("");
        if (head.equals(wish.expectedHead())) {
            CommitMessage message = CommitMessage.of(wish.message(), List.of(), id, author);
            return host.repositories()
                    .push(
                            repository,
                            new Push(wish.branch(), wish.expectedHead(), false, message.text(), author, edits));
        }
        if (!head.isEmpty()) {
            Commit there = host.repositories().commit(repository, head);
            if (there.parents().equals(List.of(wish.expectedHead())) && CommitMessage.answers(there, id)) {
                return head;
            }
        }
        throw new Refused(
                HostRefusal.MOVED,
                "The branch '" + wish.branch() + "' is no longer at " + wish.expectedHead() + "; read it again.");
    }
}
