package dev.millrace.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a question is opened, kept awake and withdrawn. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class ApprovalFunctionTest extends ApprovalFixture {

    @Test
    void opensAQuestionToEverybodyButTheTicketsAuthor() {
        // Given
        team(2);

        // When
        Response answer = deliver("requested", "c-1", question());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.approval.opened.v1");
        assertThat(answer.header("ce-causationid")).isEqualTo("c-1");
        assertThat(answer.header("ce-instanceid")).isEqualTo("i-1");
        assertThat(answer.jsonPath().getList("waitingFor")).containsExactly("Ada Lovelace", "Bob");
        assertThat(answer.jsonPath().getList("escalations")).hasSize(2);
        assertThat(answer.jsonPath().getString("deadline"))
                .isEqualTo(clock.instant().plus(Duration.ofDays(2)).toString());
    }

    @Test
    void tellsEachPersonTheirOwnLink() {
        // Given
        team(2);

        // When
        Response answer = deliver("requested", question());

        // Then
        UUID approval = UUID.fromString(answer.jsonPath().getString("approval"));
        assertThat(broker.bodies())
                .map(ApprovalFixture::json)
                .allSatisfy(event ->
                        assertThat(event.path("dataclassification").asText()).isEqualTo("restricted"))
                .allSatisfy(event -> assertThat(event.has("instanceid")).isFalse())
                .extracting(event -> event.at("/data/to/0").asText())
                .containsExactly("ada", "bob");
        assertThat(json(broker.bodies().getFirst()).at("/data/values/link").asText())
                .isEqualTo(links.link(asked(approval).approval(), "ada").toString())
                .startsWith("https://gate.example.com/approvals/" + approval + "?t=");
    }

    @Test
    void answersARepeatedQuestionWithTheSameOpening() {
        // Given
        team(1);
        ObjectNode question = question();
        String first = deliver("requested", "c-2", question).asString();

        // When
        Response second = deliver("requested", "c-2", question);

        // Then
        assertThat(second.asString()).isEqualTo(first);
        assertThat(count("approvals")).isEqualTo(1);
        assertThat(broker.bodies())
                .hasSize(4)
                .doesNotHaveDuplicates()
                .satisfies(bodies -> assertThat(bodies)
                        .map(body -> json(body).path("id").asText())
                        .hasSize(4));
    }

    @Test
    void comesAgainWhenTheBrokerDoesNotTakeTheInvitations() {
        // Given
        team(1);
        ObjectNode question = question();
        broker.answer(503);
        Response refused = deliver("requested", "c-3", question);
        broker.answer(202);

        // When
        Response opened = deliver("requested", "c-3", question);

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(published("requested")).hasSize(2);
    }

    @Test
    void opensAQuestionThatNobodyCanDecideAndSaysSo() {
        // When
        Response answer = deliver("requested", question());

        // Then
        UUID approval = UUID.fromString(answer.jsonPath().getString("approval"));
        assertThat(answer.jsonPath().getList("waitingFor")).isEmpty();
        assertThat(answer.jsonPath().getList("escalations")).hasSizeGreaterThan(3);
        assertThat(asked(approval).approval().stuck()).contains("no team directory");
        assertThat(published("requested"))
                .extracting(event -> event.at("/data/template").asText())
                .containsExactly("approval-stuck");
    }

    @Test
    void asksOnceTheDirectoryIsMended() {
        // Given
        UUID approval = open();
        clock.forward(Duration.ofMinutes(20));
        team(2);

        // When
        Response answer = deliver("reminder-requested", reminder(approval, 0));

        // Then
        assertThat(answer.jsonPath().getList("waitingFor")).containsExactly("Ada Lovelace", "Bob");
        assertThat(asked(approval).approval().stuck()).isNull();
        assertThat(asked(approval).approval().needed()).isEqualTo(2);
        assertThat(published("requested"))
                .extracting(event -> event.at("/data/template").asText())
                .containsExactly("approval-asked", "approval-asked");
    }

    @Test
    void opensAQuestionThatNeedsMoreThanThereAreAndSaysSo() {
        // Given
        team(3);

        // When
        UUID approval = open();

        // Then
        assertThat(asked(approval).approval().stuck()).contains("3 must say yes, but only 2 may decide");
    }

    @Test
    void remindsThoseWhoAreSilentAndAsksTheNext() {
        // Given
        team(2);
        UUID approval = open();
        deliver("vote-requested", vote(approval, "ada", true));
        clock.forward(Duration.ofHours(8));

        // When
        Response answer = deliver("reminder-requested", "r-1", reminder(approval, 1));

        // Then
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.approval.reminded.v1");
        assertThat(answer.header("ce-instanceid")).isEqualTo("i-1");
        assertThat(answer.jsonPath().getList("waitingFor")).containsExactly("Bob", "Cy");
        assertThat(published("requested"))
                .extracting(event -> event.at("/data/to/0").asText() + " "
                        + event.at("/data/template").asText())
                .containsExactly("bob approval-reminder", "cy approval-asked");
    }

    @Test
    void remindsNobodyOfASettledQuestion() {
        // Given
        team(1);
        UUID approval = open();
        deliver("vote-requested", vote(approval, "ada", true));

        // When
        Response answer = deliver("reminder-requested", reminder(approval, 0));

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(broker.bodies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"withdrawn", "void", "expired"})
    void withdrawsAQuestionOnce(String outcome) {
        // Given
        team(1);
        UUID approval = open();

        // When
        Response first = deliver("withdraw-requested", withdrawal(approval, outcome));
        Response second = deliver("withdraw-requested", withdrawal(approval, outcome));

        // Then
        assertThat(first.header("ce-type")).isEqualTo("dev.millrace.approval.decided.v1");
        assertThat(first.jsonPath().getString("outcome")).isEqualTo(outcome);
        assertThat(first.jsonPath().getString("diff")).isEqualTo(DIFF);
        assertThat(first.jsonPath().getString("comment")).isEqualTo("the branch has a new commit");
        assertThat(second.statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approved", "rejected"})
    void neverTakesAWithdrawalForAWordOfPeople(String outcome) {
        // Given
        team(1);
        UUID approval = open();

        // When
        Response answer = deliver("withdraw-requested", withdrawal(approval, outcome));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(state(approval)).isEqualTo(new State.Open());
    }

    @Test
    void cannotUnderstandWhatIsAboutNoQuestionOfTheTenant() {
        // Given
        UUID nobodys = UUID.randomUUID();

        // Then
        assertThat(deliver("reminder-requested", reminder(nobodys, 0)).statusCode())
                .isEqualTo(422);
        assertThat(deliver("withdraw-requested", withdrawal(nobodys, "void")).statusCode())
                .isEqualTo(422);
        assertThat(deliver("vote-requested", vote(nobodys, "ada", true)).statusCode())
                .isEqualTo(422);
    }

    @Test
    void forgetsDecidedQuestionsAfterHalfAYearAndNeverOpenOnes() throws SQLException {
        // Given
        team(1);
        UUID decided = open();
        deliver("withdraw-requested", withdrawal(decided, "void"));
        UUID waiting = open();
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE approval.approvals SET opened_at = now() - interval '1 year'");
            statement.execute("UPDATE approval.approvals SET decided_at = now() - interval '181 days'"
                    + " WHERE decided_at IS NOT NULL");
        }

        // When
        try (var connection = database.connect("approval");
                var statement = connection.createStatement()) {
            statement.execute("SELECT forget_approvals()");
        }

        // Then
        assertThat(approvals.find(tenant, decided).await().indefinitely()).isEmpty();
        assertThat(state(waiting)).isEqualTo(new State.Open());
    }

    @Test
    void showsNoRowsWithoutATenantAndDeletesNone() throws SQLException {
        // Given
        team(1);
        open();

        // When
        try (var connection = database.connect("approval");
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery("SELECT count(*) FROM approvals");
            rows.next();

            // Then
            assertThat(rows.getLong(1)).isZero();
            assertThatThrownBy(() -> statement.execute("DELETE FROM approvals"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void tellsTheOutcomeInTheWordsOfTheContract() {
        // Given
        team(1);
        UUID approval = open();

        // When
        Response answer = deliver("vote-requested", vote(approval, "bob", false));

        // Then
        JsonNode decided = json(answer.asString());
        assertThat(decided.path("outcome").asText()).isEqualTo("rejected");
        assertThat(decided.path("comment").asText()).isEqualTo("Not like this.");
        assertThat(decided.at("/votes/0/by").asText()).isEqualTo("link holder of Bob");
        assertThat(state(approval))
                .isInstanceOfSatisfying(
                        State.Decided.class,
                        state -> assertThat(state.outcome()).isEqualTo(Outcome.REJECTED));
    }

    private static ObjectNode reminder(UUID approval, int step) {
        return JSON.createObjectNode().put("approval", approval.toString()).put("step", step);
    }

    private static ObjectNode withdrawal(UUID approval, String outcome) {
        return JSON.createObjectNode()
                .put("approval", approval.toString())
                .put("outcome", outcome)
                .put("reason", "the branch has a new commit");
    }
}
