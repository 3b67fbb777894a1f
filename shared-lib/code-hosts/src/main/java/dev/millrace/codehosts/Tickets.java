package dev.millrace.codehosts;

import dev.millrace.contracts.TicketRef;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work items and issues. */
public interface Tickets {

    /** @throws HostException.NotFound also when it may not be seen */
    Ticket read(TicketRef ticket);

    /**
     * Writes a comment, or replaces the one of this account that holds the marker. Two at the same time may write two;
     * the next one then replaces the older and leaves the other.
     *
     * @param marker part of the text
     * @return where people read it; null when the host does not say
     */
    @Nullable
    URI comment(TicketRef ticket, String marker, String markdown);

    /**
     * Changes state and tags; what is so already stays.
     *
     * @throws HostException.Invalid when the host knows no such state
     * @throws HostException.Conflict when somebody changes the ticket again and again meanwhile
     */
    void update(TicketRef ticket, Change change);

    /**
     * @param description the text without the host's markup where that is HTML, Markdown as it is
     * @param author as the host names them; null when the account is gone
     * @param state as the host names it
     * @param assignees every name of everybody: e-mail address, login, display name
     * @param closed whether nobody is to work on it any more
     */
    record Ticket(
            TicketRef ref,
            String title,
            String description,
            @Nullable String author,
            String state,
            boolean closed,
            List<String> tags,
            List<String> assignees,
            List<Link> links,
            @Nullable URI url) {

        public Ticket {
            tags = List.copyOf(tags);
            assignees = List.copyOf(assignees);
            links = List.copyOf(links);
        }
    }

    /**
     * @param kind as the host names the relation, such as {@code System.LinkTypes.Hierarchy-Forward}
     * @param target what is linked: a URL
     */
    record Link(String kind, String target) {}

    /**
     * @param state null leaves it
     * @param addTags also those that are there
     * @param removeTags also those that are not there
     */
    record Change(@Nullable String state, List<String> addTags, List<String> removeTags) {

        public Change {
            addTags = List.copyOf(addTags);
            removeTags = List.copyOf(removeTags);
        }
    }
}
