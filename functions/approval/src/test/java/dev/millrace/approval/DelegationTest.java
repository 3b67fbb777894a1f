package dev.millrace.approval;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Says that are handed on, and words that are taken back. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class DelegationTest extends ApprovalFixture {

    @Test
    void aSayIsHandedOnToSomebodyOfTheTeam() {
        // Given
        team(1);
        UUID approval = open();

        // When
        Response answer = deliver("delegation-requested", "d-1", delegation(approval, "ada", "dora"));

        // Then
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.approval.delegated.v1");
        assertThat(answer.header("ce-instanceid")).isEqualTo("i-1");
        assertThat(answer.jsonPath().getString("from")).isEqualTo("link holder of Ada Lovelace");
        assertThat(answer.jsonPath().getString("to")).isEqualTo("Dora");
        assertThat(answer.jsonPath().getList("waitingFor")).containsExactly("Bob", "Dora");
        assertThat(published("requested"))
                .extracting(event -> event.at("/data/to/0").asText() + " "
                        + event.at("/data/template").asText())
                .containsExactly("dora approval-asked");
    }

    @Test
    void theOtherDecidesAndWhoHandedOnNoMore() {
        // Given
        team(2);
        UUID approval = open();
        deliver("delegation-requested", delegation(approval, "ada", "dora"));
        deliver("vote-requested", vote(approval, "ada", true));
        deliver("vote-requested", vote(approval, "bob", true));

        // When
        Response decided = deliver("vote-requested", vote(approval, "dora", true));

        // Then
        assertThat(decided.jsonPath().getString("outcome")).isEqualTo("approved");
        assertThat(decided.jsonPath().getList("votes.by")).containsExactly("link holder of Bob", "link holder of Dora");
        assertThat(results(approval)).containsExactly("delegated", "handed-on", "counted", "decided");
    }

    @ParameterizedTest
    @ValueSource(strings = {"erika", "bob", "ada", "mallory"})
    void aSayGoesToNobodyWhoWroteTheTicketOrWasAskedOrIsUnknown(String to) {
        // Given
        team(1);
        UUID approval = open();

        // When
        Response answer = deliver("delegation-requested", delegation(approval, "ada", to));

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(results(approval)).containsExactly("no-substitute");
        assertThat(asked(approval).silent()).extracting(Approver::person).containsExactly("ada", "bob");
        assertThat(published("requested")).isEmpty();
    }

    @Test
    void aSayIsHandedOnOnceAndCanBeHandedOnFurther() {
        // Given
        team(1);
        UUID approval = open();
        deliver("delegation-requested", delegation(approval, "ada", "dora"));

        // When
        deliver("delegation-requested", delegation(approval, "ada", "cy"));
        deliver("delegation-requested", delegation(approval, "dora", "cy"));
        deliver("delegation-requested", delegation(approval, "cy", "ada"));

        // Then
        assertThat(results(approval)).containsExactly("delegated", "handed-on", "delegated", "no-substitute");
        assertThat(asked(approval).silent()).extracting(Approver::person).containsExactly("bob", "cy");
        assertThat(asked(approval).voices()).isEqualTo(2);
    }

    @Test
    void whatComesTooLateHandsNothingOn() {
        // Given
        team(2);
        UUID approval = open();
        UUID late = open();
        ObjectNode yes = vote(approval, "ada", true).put("form", "f-1");
        deliver("vote-requested", yes);

        // When
        deliver("delegation-requested", delegation(approval, "ada", "dora"));
        deliver("delegation-requested", delegation(approval, "bob", "dora").put("form", "f-1"));
        deliver("vote-requested", vote(approval, "bob", false));
        deliver("delegation-requested", delegation(approval, "bob", "dora"));
        clock.forward(Duration.ofDays(3));
        deliver("delegation-requested", delegation(late, "bob", "dora"));

        // Then
        assertThat(results(approval))
                .containsExactly("counted", "already-voted", "form-used", "decided", "already-decided");
        assertThat(results(late)).containsExactly("too-late");
    }

    @Test
    void aRepeatedDeliveryHasTheSameAnswerAndTheSameMessage() {
        // Given
        team(1);
        UUID approval = open();
        ObjectNode delegation = delegation(approval, "ada", "dora");
        Response first = deliver("delegation-requested", "d-2", delegation);

        // When
        Response second = deliver("delegation-requested", "d-2", delegation);

        // Then
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(published("requested"))
                .extracting(event -> event.path("id").asText())
                .hasSize(2)
                .containsOnly(published("requested").getFirst().path("id").asText());
    }

    @Test
    void anEscalationAsksNobodyTwice() {
        // Given
        team(1);
        UUID approval = open();
        deliver("delegation-requested", delegation(approval, "ada", "cy"));
        clock.forward(Duration.ofHours(8));

        // When
        Response answer = deliver(
                "reminder-requested",
                JSON.createObjectNode().put("approval", approval.toString()).put("step", 1));

        // Then
        assertThat(answer.jsonPath().getList("waitingFor")).containsExactly("Bob", "Cy");
        assertThat(asked(approval).approvers()).hasSize(3);
    }

    @Test
    void aVoteAndADelegationAtOnceHaveOneEffect() throws InterruptedException {
        // Given
        team(2);
        UUID approval = open();

        // When
        atOnce(List.of(
                () -> deliver("vote-requested", vote(approval, "ada", true)),
                () -> deliver("delegation-requested", delegation(approval, "ada", "dora")),
                () -> deliver("delegation-requested", delegation(approval, "ada", "cy")),
                () -> deliver("vote-requested", vote(approval, "ada", true))));

        // Then
        assertThat(results(approval))
                .hasSize(4)
                .filteredOn(result -> result.equals("counted") || result.equals("delegated"))
                .hasSize(1);
        assertThat(asked(approval).voices()).isEqualTo(2);
    }

    @Test
    void aYesIsTakenBackAndSaidAnew() {
        // Given
        team(2);
        UUID approval = open();
        deliver("vote-requested", vote(approval, "ada", true));

        // When
        Response taken = deliver("retraction-requested", act(approval, "ada"));
        Response first = deliver("vote-requested", vote(approval, "bob", true));
        Response second = deliver("vote-requested", vote(approval, "ada", false));

        // Then
        assertThat(List.of(taken.statusCode(), first.statusCode())).containsOnly(204);
        assertThat(second.jsonPath().getString("outcome")).isEqualTo("rejected");
        assertThat(results(approval)).containsExactly("counted", "retracted", "counted", "decided");
    }

    @Test
    void aDecisionIsNotTakenBackNorWhatWasNeverSaid() {
        // Given
        team(1);
        UUID approval = open();

        // When
        deliver("retraction-requested", act(approval, "ada"));
        deliver("vote-requested", vote(approval, "ada", true));
        deliver("retraction-requested", act(approval, "ada"));
        deliver("retraction-requested", act(approval, "mallory"));

        // Then
        assertThat(results(approval)).containsExactly("not-voted", "decided", "already-decided", "not-asked");
        assertThat(state(approval))
                .isInstanceOfSatisfying(
                        State.Decided.class,
                        state -> assertThat(state.outcome()).isEqualTo(Outcome.APPROVED));
        assertThat(count("votes")).isEqualTo(1);
    }

    private ObjectNode delegation(UUID approval, String person, String to) {
        return act(approval, person).put("to", to);
    }
}
