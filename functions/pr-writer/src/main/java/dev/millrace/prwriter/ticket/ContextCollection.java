package dev.millrace.prwriter.ticket;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.Repositories.Repository;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.codehosts.Tickets.Ticket;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.document.TicketContext;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.hostaccess.Refused;
import dev.millrace.prwriter.Contents;
import jakarta.inject.Singleton;
import java.util.List;

/** Reads a ticket again from its host, since a hook may say anything, and collects the files that its change needs. */
@Singleton
public class ContextCollection {

    private static final int LONGEST_DESCRIPTION = 64 * 1024;

    private final Hosts hosts;
    private final Contents contents;

    public ContextCollection(Hosts hosts, Contents contents) {
        this.hosts = hosts;
        this.contents = contents;
    }

    public ContextEvent.Collected collect(TenantId tenant, ContextEvent.Requested wish) {
        TicketRef ref = wish.ticket();
        CodeHost host = hosts.of(tenant, ref);
        Ticket ticket = host.tickets().read(ref);
        requireAsked(tenant, ticket);
        RepositoryRef repository = wish.repository() == null ? repository(tenant, host, ticket) : wish.repository();
        CodeHost code = hosts.of(tenant, repository);
        Repository read = code.repositories().read(repository);
        String branch = read.defaultBranch();
        if (branch == null) {
            throw new Refused(
                    HostRefusal.INVALID, "The repository '" + repository.name() + "' is empty; push a first commit.");
        }
        String commit = code.repositories()
                .head(repository, branch)
                .orElseThrow(() -> new Refused(
                        HostRefusal.NOT_FOUND,
                        "The repository '" + repository.name() + "' has no branch '" + branch + "'; push one."));
        List<TreeFile> files = Relevance.of(ticket.title(), ticket.description())
                .ordered(code.repositories().files(repository, commit));
        FileSelection selection =
                FileSelection.read(code.repositories(), repository, commit, files, wish.largestBytes());
        ContentRef context = contents.keepDocument(
                tenant,
                new TicketContext(
                        ref,
                        ticket.title(),
                        shortened(ticket.description()),
                        selection.files(),
                        files.stream().map(TreeFile::path).sorted().toList()));
        return new ContextEvent.Collected(
                ref,
                ticket.title(),
                ticket.author(),
                repository,
                "refs/heads/" + branch,
                commit,
                context,
                selection.files().size(),
                selection.complete());
    }

    private void requireAsked(TenantId tenant, Ticket ticket) {
        if (ticket.closed()) {
            throw new Refused(HostRefusal.NOT_ASKED, "The ticket is closed; open it to have work done.");
        }
        if (hosts.tenant(tenant)
                .tickets()
                .asks(ticket.tags(), ticket.assignees())
                .isEmpty()) {
            throw new Refused(
                    HostRefusal.NOT_ASKED, "The ticket no longer asks for work; tag or assign it to have work done.");
        }
    }

    /** The registry's entry first, then the ticket's own place, then the only repository of its project. */
    private RepositoryRef repository(TenantId tenant, CodeHost host, Ticket ticket) {
        TicketRef ref = ticket.ref();
        HostBinding binding = hosts.binding(tenant, ref.host());
        if (binding.kind() != HookKind.ADO) {
            int slash = ref.project().lastIndexOf('/');
            if (slash < 1) {
                throw new Refused(
                        HostRefusal.INVALID,
                        "The project '" + ref.project() + "' names no repository; write owner/name.");
            }
            return new RepositoryRef(
                    ref.host(), ref.project().substring(0, slash), ref.project().substring(slash + 1));
        }
        return binding.repository(ref.project())
                .map(name -> new RepositoryRef(ref.host(), ref.project(), name))
                .orElseGet(() -> onlyOne(host.repositories().list(ref.project()), ref));
    }

    private static RepositoryRef onlyOne(List<RepositoryRef> repositories, TicketRef ticket) {
        List<RepositoryRef> namesakes = repositories.stream()
                .filter(repository -> repository.name().equalsIgnoreCase(ticket.project()))
                .toList();
        List<RepositoryRef> candidates = repositories.size() == 1 ? repositories : namesakes;
        if (candidates.size() != 1) {
            throw new Refused(
                    HostRefusal.INVALID,
                    "The project '" + ticket.project() + "' has " + repositories.size()
                            + " repositories; name the one to work in in the tenant's registry entry.");
        }
        return candidates.getFirst();
    }

    private static String shortened(String description) {
        return description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION) + "\n[the rest is left out]";
    }
}
