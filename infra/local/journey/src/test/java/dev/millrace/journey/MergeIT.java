package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.Fault;
import dev.millrace.forge.http.Faults;
import dev.millrace.forge.pull.PullRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A host that fails in the middle of a merge, or just after it: what is merged stays merged, and is found out. */
@ExtendWith(Works.Shared.class)
class MergeIT {

    private static final String MERGED = "dev.millrace.pullrequest.merged.v1";
    private static final String MERGE = "dev.millrace.merge.requested.v1";
    private static final String REFUSED = "dev.millrace.merge.refused.v1";
    private static final String ASKED = "dev.millrace.merge.status-requested.v1";
    private static final int EVERY_TIME = 1_000;

    private final Works works;
    private final Faults faults;

    MergeIT(Works works) {
        this.works = works;
        this.faults = works.forge().faults();
    }

    @Test
    void aMergeThatTheHostDidWithoutSayingSoIsMergedOnce() {
        // Given
        Desk desk = Desk.open(works, "unheard");
        long ticket = desk.ticket(Desk.sell("0.45"));
        String question = desk.question();
        loseTheAnswerToTheMerge(desk);

        // When
        desk.approve(question, "grace");

        // Then
        desk.awaitComment(ticket, "Merged as");
        assertMergedOnce(desk);
        assertThat(desk.ids(ASKED)).isEmpty();
    }

    @Test
    void aMergeThatHappenedIsFoundOutThoughTheHostRefusesFromThenOn() {
        // Given
        Desk desk = Desk.open(works, "refused");
        long ticket = desk.ticket(Desk.sell("0.45"));
        String question = desk.question();
        loseTheAnswerToTheMerge(desk);

        // When
        desk.approve(question, "grace");
        await().pollInterval(Duration.ofMillis(1))
                .atMost(LONG)
                .until(() -> change(desk).state() == PullRequest.State.MERGED);
        Fault refusal = faults.plan("GET", pullRequests(desk), answer(501), EVERY_TIME);
        awaitDeadLetter(desk);
        faults.cancel(refusal);

        // Then
        desk.awaitComment(ticket, "Merged as");
        desk.awaitEvents(Desk.DOCUMENTED, 1);
        assertThat(desk.ids(REFUSED)).hasSize(1);
        assertMergedOnce(desk);
        assertThat(desk.pulls()).as("the change and its documentation").hasSize(2);
    }

    @Test
    void documentationThatFailsLeavesTheMergeAsItIsAndTheTicketSaysSo() {
        // Given
        Desk desk = Desk.open(works, "undocumented");
        faults.plan("", "/undocumented/.*millrace(/|%2[Ff])docs", answer(403), EVERY_TIME);
        long ticket = desk.ticket(Desk.sell("0.45"));

        // When
        desk.approve(desk.question(), "grace");

        // Then
        desk.awaitComment(ticket, "Not documented: ");
        assertThat(desk.comments(ticket)).contains("Merged as").doesNotContain("No pull request came of this ticket");
        assertMergedOnce(desk);
        assertThat(desk.ids(Desk.DOCUMENTED)).isEmpty();
        String root = workflow(desk);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(works.json("workflows", "show", root, "--json")
                                .at("/instance/status")
                                .asText())
                        .isEqualToIgnoringCase("completed"));
    }

    /** The first change of a draft makes it ready, the second merges it. */
    private void loseTheAnswerToTheMerge(Desk desk) {
        faults.plan("PATCH", pullRequests(desk), new Fault.Effect.Delay(Duration.ZERO), 1);
        faults.plan("PATCH", pullRequests(desk), new Fault.Effect.Drop(true), 1);
    }

    private static String pullRequests(Desk desk) {
        return "(?i)/" + desk.tenant() + "/.*/pullrequests/\\d+";
    }

    /** The question about the merge that nobody could answer. */
    private void awaitDeadLetter(Desk desk) {
        await().atMost(LONG)
                .until(() -> works.json("dlq", "list", "--tenant", desk.tenant(), "--json")
                        .path("items")
                        .valueStream()
                        .anyMatch(letter -> letter.path("type").asText().equals(ASKED)));
    }

    private static Fault.Effect answer(int status) {
        return new Fault.Effect.Answer(status, Map.of(), "{\"message\":\"A planned fault.\"}");
    }

    /** The pull request of the ticket, which comes before that of the documentation. */
    private static PullRequest change(Desk desk) {
        return desk.pulls().getFirst();
    }

    /** The ticket's workflow, of which the one that merges is a child. */
    private String workflow(Desk desk) {
        List<JsonNode> asked = works.events(desk.tenant(), MERGE);
        return asked.getFirst().at("/attributes/instanceid").asText().replaceFirst(":.*", "");
    }

    private void assertMergedOnce(Desk desk) {
        assertThat(change(desk).state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(desk.file("main", "prices/quince")).contains("0.45");
        assertThat(desk.ids(MERGE)).hasSize(1);
        assertThat(desk.ids(MERGED)).hasSize(1);
        assertThat(desk.ids(Desk.ABANDONED)).isEmpty();
    }
}
