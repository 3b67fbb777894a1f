package dev.millrace.contracts.tenant;

import dev.millrace.contracts.events.TicketEvent.Asks;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How a ticket asks for work: by one of these tags (labels) or by being assigned to one of these people. Upper and
 * lower case are the same.
 *
 * @param assignees e-mail addresses, login or display names
 */
public record TicketRules(List<String> tags, List<String> assignees) {

    /** By the tag {@code millrace}. */
    public static final TicketRules DEFAULT = new TicketRules(List.of("millrace"), List.of());

    public TicketRules {
        tags = tags == null ? List.of("millrace") : List.copyOf(tags);
        assignees = assignees == null ? List.of() : List.copyOf(assignees);
    }

    /**
     * @param tags the ticket's tags
     * @param assignedTo every name of everybody it is assigned to
     * @return how the ticket asks, or empty when it does not
     */
    public Optional<Asks> asks(Collection<String> tags, Collection<String> assignedTo) {
        if (meet(this.tags, tags)) {
            return Optional.of(Asks.BY_TAG);
        }
        return meet(assignees, assignedTo) ? Optional.of(Asks.BY_ASSIGNMENT) : Optional.empty();
    }

    private static boolean meet(Collection<String> wanted, Collection<String> actual) {
        return wanted.stream().anyMatch(word -> actual.stream().anyMatch(word::equalsIgnoreCase));
    }
}
