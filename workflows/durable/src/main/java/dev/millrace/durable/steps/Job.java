package dev.millrace.durable.steps;

import dev.millrace.contracts.TicketRef;

/**
 * What every step knows.
 *
 * @param root id of the instance that the ticket started
 */
public record Job(String root, TicketWork work) {

    private static final int LONGEST_TICKET = 40;

    TicketRef ticket() {
        return work.ticket();
    }

    Policy policy() {
        return work.policy();
    }

    Patience patience() {
        return work.policy().patience();
    }

    /** The branch, unique to the instance, without {@code refs/heads/}. */
    public String branch() {
        String ticket = harmless(ticket().id());
        return "millrace/" + ticket.substring(0, Math.min(ticket.length(), LONGEST_TICKET)) + "-" + harmless(root);
    }

    private static String harmless(String text) {
        return text.replaceAll("[^A-Za-z0-9-]", "-");
    }
}
