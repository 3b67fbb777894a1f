package dev.millrace.forge.ado.wit;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.forge.ticket.TicketLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps both ends of the link between a work item and a pull request. */
public final class PullLinks {

    private static final String PULL = "vstfs:///Git/PullRequestId/";

    private final Core core;

    public PullLinks(Core core) {
        this.core = core;
    }

    /** Gives work items a link to a pull request that names them. */
    public void link(String artifact, List<Long> tickets, Person by) {
        for (long number : tickets) {
            core.tickets().find(number).ifPresent(ticket -> link(ticket, artifact, by));
        }
    }

    /** Tells the pull requests that a work item's links point to. */
    void follow(Ticket ticket, Person by) {
        for (TicketLink link : ticket.links()) {
            pull(link.url())
                    .filter(pull -> !pull.tickets().contains(ticket.number()))
                    .ifPresent(pull -> {
                        List<Long> tickets = new ArrayList<>(pull.tickets());
                        tickets.add(ticket.number());
                        core.pulls()
                                .change(
                                        pull.number(),
                                        Happening.Pull.DETAILS,
                                        by,
                                        (each, at) -> each.linked(tickets, at));
                    });
        }
    }

    private void link(Ticket ticket, String artifact, Person by) {
        if (ticket.links().stream().anyMatch(link -> link.url().equalsIgnoreCase(artifact))) {
            return;
        }
        List<TicketLink> links = new ArrayList<>(ticket.links());
        links.add(new TicketLink("ArtifactLink", artifact, Map.of("name", TextNode.valueOf("Pull Request"))));
        core.tickets().change(ticket.number(), TicketEdit.nothing().withLinks(links), by);
    }

    private Optional<PullRequest> pull(String url) {
        String path = url.replace("%2F", "/").replace("%2f", "/");
        if (!path.startsWith(PULL)) {
            return Optional.empty();
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return core.pulls().all().stream()
                .filter(pull -> Long.toString(pull.number()).equals(last))
                .findFirst();
    }
}
