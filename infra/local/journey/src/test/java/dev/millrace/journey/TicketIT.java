package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.forge.pull.PullRequest;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The main job, end to end, for a host that cannot reach the platform: a ticket in Azure DevOps, here the forge, becomes a
 * draft whose first build fails; it is mended, approved by a person, merged, documented and costed. The stand-in answers
 * for a model.
 */
@ExtendWith(Works.Shared.class)
class TicketIT {

    private final Works works;

    TicketIT(Works works) {
        this.works = works;
    }

    @Test
    void aTicketBecomesAMergedDocumentedAndCostedPullRequest() throws Exception {
        // Given
        Desk desk = Desk.polled(works, "polling");
        desk.bring();

        // When
        desk.ticket("At first " + Desk.sell("0,45") + " " + Desk.sell("0.45"));
        desk.bringUntil(Desk.OPENED);
        assertThat(desk.pulls())
                .singleElement()
                .satisfies(pull -> assertThat(desk.file(pull.source(), "prices/quince"))
                        .contains("0.45"));
        assertThat(desk.file("main", "prices/quince")).isEmpty();
        String question = desk.question();
        assertThat(works.run(new StringWriter(), List.of("approvals", "approve", question, "--as", "ada")))
                .as("who wrote the ticket may not approve it")
                .isNotZero();
        desk.approve(question, "grace");
        desk.bringUntil(Desk.DOCUMENTED);

        // Then
        works.house().awaitDrained(LONG);
        assertThat(desk.file("main", "prices/quince")).contains("0.45");
        assertThat(desk.pulls())
                .hasSize(2)
                .filteredOn(pull -> pull.state() == PullRequest.State.MERGED)
                .hasSize(1);
        assertThat(desk.ids("dev.millrace.build.completed.v1"))
                .as("a build that failed and one that did not")
                .hasSizeGreaterThanOrEqualTo(2);
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(works.run("cost", "report", "--by", "pull-request", "--tenant", desk.tenant()))
                    .contains("ado/polling/polling/");
            works.run("cost", "reconcile", "--tenant", desk.tenant());
        });
    }
}
