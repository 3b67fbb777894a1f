package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.runtime.journey.Approver;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The main job, end to end, for a host that cannot reach the platform: a ticket in Azure DevOps, here the forge, becomes a
 * draft whose first build fails; it is mended, approved by a person, merged, documented and costed. The stand-in answers
 * for a model.
 */
@Order(2)
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
        long ticket = desk.ticket("At first " + Desk.sell("0,45") + " " + Desk.sell("0.45"));
        desk.bringUntil(Desk.OPENED);
        assertThat(desk.pulls())
                .singleElement()
                .satisfies(pull ->
                        assertThat(desk.file(pull.source(), "prices/quince")).contains("0.45"));
        assertThat(desk.file("main", "prices/quince")).isEmpty();
        String question = desk.question();
        Approver grace = works.grace();
        URI link = grace.link(UUID.fromString(question));
        assertThat(grace.page(link)).as("what is to be approved").contains("+ 0.45</ins>");
        assertThat(works.run(new StringWriter(), List.of("approvals", "approve", question, "--as", "ada")))
                .as("who wrote the ticket may not approve it")
                .isNotZero();
        grace.approve(link);
        desk.bringUntil(Desk.DOCUMENTED);

        // Then
        works.awaitDrained(desk.tenant());
        assertThat(desk.file("main", "prices/quince")).contains("0.45");
        assertThat(desk.pulls())
                .hasSize(2)
                .filteredOn(pull -> pull.state() == PullRequest.State.MERGED)
                .hasSize(1);
        assertThat(desk.ids("dev.millrace.build.completed.v1"))
                .as("a build that failed and one that did not")
                .hasSizeGreaterThanOrEqualTo(2);
        traceHolds("ado/polling/" + ticket);
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(works.run("cost", "report", "--by", "pull-request", "--tenant", desk.tenant()))
                    .contains("ado/polling/polling/");
            works.run("cost", "reconcile", "--tenant", desk.tenant());
        });
    }

    /** One trace id from the hook to the changelog; only what the host tells of builds comes under another. */
    private void traceHolds(String ticket) {
        JsonNode opened = works.json("trace", ticket, "--json")
                .path("trace")
                .path("steps")
                .path(0);
        List<JsonNode> steps = steps(opened).toList();
        assertThat(steps.stream().map(TicketIT::type))
                .contains(
                        "ticket.opened",
                        "context.collected",
                        "completion.finished",
                        "draft.opened",
                        "build.queued",
                        "build.completed",
                        "approval.opened",
                        "approval.vote-requested",
                        "approval.decided",
                        "pullrequest.merged",
                        "docs.proposed");
        assertThat(steps)
                .filteredOn(step ->
                        !Set.of("build.completed", "pullrequest.updated").contains(type(step)))
                .filteredOn(step -> !step.path("traceId").equals(opened.path("traceId")))
                .extracting(TicketIT::type)
                .as("in another trace")
                .isEmpty();
        assertThat(opened.path("nanos").asLong()).isPositive();
        assertThat(works.run(new StringWriter(), List.of("trace", "no-such-ticket")))
                .isEqualTo(1);
    }

    private static Stream<JsonNode> steps(JsonNode step) {
        return Stream.concat(
                Stream.of(step), step.path("children").valueStream().flatMap(TicketIT::steps));
    }

    private static String type(JsonNode step) {
        return step.path("type").asText();
    }
}
