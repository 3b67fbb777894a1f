package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.forge.pull.PullRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people may do to a change besides approving it. */
@ExtendWith(Works.Shared.class)
class ApprovalIT {

    private final Works works;

    ApprovalIT(Works works) {
        this.works = works;
    }

    @Test
    void aRejectedChangeIsClosedItsBranchDeletedAndItsTicketTold() {
        // Given
        Desk desk = Desk.open(works, "rejecting");
        long ticket = desk.ticket(Desk.sell("0.45"));
        String question = desk.question();
        PullRequest draft = desk.pulls().getFirst();

        // When
        desk.reject(question, "grace", "Nobody eats quinces.");

        // Then
        desk.awaitEvents(Desk.ABANDONED, 1);
        desk.awaitComment(ticket, "Nobody eats quinces.");
        assertThat(desk.pulls())
                .singleElement()
                .satisfies(pull -> assertThat(pull.state()).isEqualTo(PullRequest.State.ABANDONED));
        assertThat(desk.git().branch(draft.source())).isEmpty();
        assertThat(desk.file("main", "prices/quince")).isEmpty();
        assertThat(desk.state(question)).isEqualTo("rejected");
    }

    @Test
    void silenceEscalatesToWhoeverThePolicyNames() {
        // Given
        Desk desk = Desk.open(works, "escalating", """
                approvals:
                  approvers: [cy]
                  escalations:
                    - {after: PT1S, to: [grace]}
                """);
        desk.ticket(Desk.sell("0.45"));
        String question = desk.question();

        // When
        desk.awaitEvents("dev.millrace.approval.reminded.v1", 1);
        desk.approve(question, "grace");

        // Then
        desk.awaitEvents(Desk.DOCUMENTED, 1);
        assertThat(desk.file("main", "prices/quince")).contains("0.45");
    }

    @Test
    void aCommitOfSomebodyElseVoidsTheQuestionAndIsAskedAboutAgain() {
        // Given
        Desk desk = Desk.open(works, "moving");
        desk.ticket(Desk.sell("0.45"));
        String first = desk.question();
        String branch = desk.pulls().getFirst().source();

        // When
        desk.push(branch, "prices/medlar", "0.52\n");

        // Then
        desk.awaitEvents(Desk.OPENED, 2);
        await().atMost(LONG).untilAsserted(() -> assertThat(desk.question()).isNotEqualTo(first));
        assertThat(desk.state(first)).isEqualTo("void");
        assertThat(desk.file("main", "prices/quince")).isEmpty();
        desk.approve(desk.question(), "grace");
        desk.awaitEvents(Desk.DOCUMENTED, 1);
        assertThat(desk.file("main", "prices/quince")).contains("0.45");
        assertThat(desk.file("main", "prices/medlar")).contains("0.52");
    }
}
