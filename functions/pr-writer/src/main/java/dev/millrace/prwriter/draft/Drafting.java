package dev.millrace.prwriter.draft;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeOwners;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.Proposal;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.Tickets.Ticket;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.hostaccess.Refused;
import dev.millrace.prwriter.Contents;
import dev.millrace.prwriter.PrWriterConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens drafts. Branch and pull request are looked for before they are made, and the branch's name is the workflow's
 * own, so that a request that was half carried out is finished and one that was carried out is answered again.
 */
@Singleton
public class Drafting {

    private final Hosts hosts;
    private final Contents contents;
    private final EditCheck check;
    private final Patches patches;
    private final Author author;

    public Drafting(Hosts hosts, Contents contents, EditCheck check, Patches patches, PrWriterConfig config) {
        this.hosts = hosts;
        this.contents = contents;
        this.check = check;
        this.patches = patches;
        this.author = new Author(config.author().name(), config.author().email());
    }

    public DraftEvent.Opened open(TenantId tenant, EventId id, DraftEvent.Requested wish) {
        EditSet edits = contents.read(tenant, wish.edits(), EditSet.class);
        check.requireFine(edits, wish.protectedPaths());
        CodeHost host = hosts.of(tenant, wish.repository());
        String head = branch(host, id, wish, edits);
        Optional<PullRequest> known = host.pullRequests().find(wish.repository(), wish.branch());
        PullRequest pull = known.isPresent() ? known.get() : create(tenant, host, id, wish, edits);
        if (pull.status() != Status.OPEN) {
            throw new Refused(
                    HostRefusal.MOVED,
                    "The pull request " + pull.ref().number() + " of '" + wish.branch() + "' was closed or merged.");
        }
        host.pullRequests().label(pull.ref(), wish.labels());
        askOwners(host, wish, edits, pull);
        return opened(tenant, host, wish.repository(), wish.branch(), pull, head);
    }

    public DraftEvent.StatusReported status(TenantId tenant, DraftEvent.StatusRequested question) {
        CodeHost host = hosts.of(tenant, question.repository());
        String head = host.repositories()
                .head(question.repository(), question.branch())
                .orElse(null);
        PullRequest pull = host.pullRequests()
                .find(question.repository(), question.branch())
                .orElse(null);
        return new DraftEvent.StatusReported(
                question.repository(),
                question.branch(),
                head,
                pull == null ? null : opened(tenant, host, question.repository(), question.branch(), pull, pull.head()),
                pull == null ? null : pull.status());
    }

    /** The branch's commit that was made for this request. */
    private String branch(CodeHost host, EventId id, DraftEvent.Requested wish, EditSet edits) {
        Optional<String> head = host.repositories().head(wish.repository(), wish.branch());
        if (head.isEmpty()) {
            try {
                return host.repositories().push(wish.repository(), push(id, wish, edits));
            } catch (HostException.Conflict madeMeanwhile) {
                head = host.repositories().head(wish.repository(), wish.branch());
            }
        }
        String there = head.orElseThrow(() -> new HostException.Unavailable("The branch comes and goes", null));
        Commit commit = host.repositories().commit(wish.repository(), there);
        if (!CommitMessage.answers(commit, id)) {
            throw new Refused(
                    HostRefusal.MOVED,
                    "The branch '" + wish.branch() + "' is there with other commits; delete or rename it.");
        }
        return there;
    }

    private Push push(EventId id, DraftEvent.Requested wish, EditSet edits) {
        CommitMessage message =
                CommitMessage.of(wish.title(), List.of("Millrace-Ticket: " + wish.ticket()), id, author);
        return new Push(wish.branch(), wish.targetCommit(), true, message.text(), author, edits);
    }

    private PullRequest create(TenantId tenant, CodeHost host, EventId id, DraftEvent.Requested wish, EditSet edits) {
        String plan = contents.text(tenant, wish.description());
        Ticket ticket = hosts.of(tenant, wish.ticket()).tickets().read(wish.ticket());
        String description = Description.of(
                wish, plan, ticket.url(), wish.edits().digest(), edits.edits().size(), id.value());
        String target = wish.targetRef().replaceFirst("^refs/heads/", "");
        boolean together = wish.ticket().host().equals(wish.repository().host());
        try {
            return host.pullRequests()
                    .create(
                            wish.repository(),
                            new Proposal(
                                    wish.branch(),
                                    target,
                                    wish.title(),
                                    description,
                                    wish.labels(),
                                    together ? List.of(wish.ticket()) : List.of()));
        } catch (HostException.Conflict openedMeanwhile) {
            return host.pullRequests().find(wish.repository(), wish.branch()).orElseThrow(() -> openedMeanwhile);
        }
    }

    /** Whom the host does not know is left out: a draft without reviewers is better than none. */
    private static void askOwners(CodeHost host, DraftEvent.Requested wish, EditSet edits, PullRequest pull) {
        Set<String> owners = owners(host, wish)
                .of(edits.edits().stream()
                        .flatMap(edit -> EditCheck.paths(edit).stream())
                        .toList());
        if (!owners.isEmpty()) {
            host.pullRequests().requestReviews(pull.ref(), List.copyOf(owners));
        }
    }

    private static CodeOwners owners(CodeHost host, DraftEvent.Requested wish) {
        return CodeOwners.PATHS.stream()
                .flatMap(path -> text(host, wish, path).stream())
                .findFirst()
                .map(CodeOwners::parse)
                .orElseGet(() -> CodeOwners.parse(""));
    }

    private static Optional<String> text(CodeHost host, DraftEvent.Requested wish, String path) {
        try {
            byte[] bytes = host.repositories().file(wish.repository(), wish.targetCommit(), path);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (HostException.NotFound elsewhere) {
            return Optional.empty();
        }
    }

    private DraftEvent.Opened opened(
            TenantId tenant, CodeHost host, RepositoryRef repository, String branch, PullRequest pull, String head) {
        String target = host.repositories()
                .head(repository, pull.target())
                .orElseThrow(() -> new HostException.NotFound("The branch '" + pull.target() + "' is gone"));
        Diff diff = host.repositories().compare(repository, target, head);
        return new DraftEvent.Opened(
                pull.ref(),
                branch,
                target,
                head,
                diff.digest(),
                pull.url(),
                patches.keep(tenant, host.repositories(), repository, diff));
    }
}
