package dev.millrace.runtime.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What was counted at the end.
 *
 * @param tickets that the forge has
 * @param pullRequests of them, documentation aside
 * @param merged of these
 * @param documented merges that a changelog's pull request tells of
 * @param documents pull requests of the documentation
 * @param approvals that were clicked
 * @param deadLetters events that a function gave up; what they were about is counted all the same
 * @param faults planned at code host and model
 * @param took from the first ticket to the end of the last
 * @param findings every broken promise, a sentence each; empty when all were kept
 */
public record TicketTally(
        int tickets,
        int pullRequests,
        int merged,
        int documented,
        int documents,
        int approvals,
        long deadLetters,
        int kills,
        int faults,
        Duration took,
        List<String> findings) {

    public TicketTally {
        findings = List.copyOf(findings);
    }
}
