package dev.millrace.approval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people's words come to, in whatever order and however often they are delivered. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class VotesTest extends ApprovalFixture {

    private static final int CROWD = 50;

    @Test
    void decidesWhenEnoughSayYes() {
        // Given
        team(2);
        UUID approval = open();

        // When
        Response first = deliver("vote-requested", vote(approval, "ada", true));
        Response second = deliver("vote-requested", vote(approval, "bob", true));

        // Then
        assertThat(first.statusCode()).isEqualTo(204);
        assertThat(second.header("ce-type")).isEqualTo("dev.millrace.approval.decided.v1");
        assertThat(second.header("ce-instanceid")).isEqualTo("i-1");
        assertThat(second.jsonPath().getString("outcome")).isEqualTo("approved");
        assertThat(second.jsonPath().getList("votes.by"))
                .containsExactly("link holder of Ada Lovelace", "link holder of Bob");
    }

    @Test
    void oneNoRejects() {
        // Given
        team(2);
        UUID approval = open();
        deliver("vote-requested", vote(approval, "ada", true));

        // When
        Response answer = deliver("vote-requested", vote(approval, "bob", false));

        // Then
        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("rejected");
    }

    @Test
    void countsAPersonOnce() {
        // Given
        team(2);
        UUID approval = open();
        deliver("vote-requested", vote(approval, "ada", true));

        // When
        Response again = deliver("vote-requested", vote(approval, "ada", true));
        Response otherwise = deliver("vote-requested", vote(approval, "ada", false));

        // Then
        assertThat(again.statusCode()).isEqualTo(204);
        assertThat(otherwise.statusCode()).isEqualTo(204);
        assertThat(state(approval)).isEqualTo(new State.Open());
        assertThat(results(approval)).containsExactly("counted", "already-voted", "already-voted");
    }

    @Test
    void countsAFormOnce() {
        // Given
        team(2);
        UUID approval = open();
        ObjectNode yes = vote(approval, "ada", true).put("form", "f-1");
        ObjectNode no = vote(approval, "ada", false).put("form", "f-1");
        deliver("vote-requested", yes);

        // When
        Response answer = deliver("vote-requested", no);

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(results(approval)).containsExactly("counted", "form-used");
    }

    @Test
    void ignoresWhatCannotCount() {
        // Given
        team(1);
        UUID approval = open();

        // When
        deliver("vote-requested", vote(approval, "erika", true));
        deliver("vote-requested", vote(approval, "mallory", true));
        deliver("vote-requested", vote(approval, "ada", true).put("diff", "0".repeat(64)));
        deliver("vote-requested", vote(approval, "ada", false).put("comment", "  "));
        clock.forward(Duration.ofDays(3));
        deliver("vote-requested", vote(approval, "ada", true));

        // Then
        assertThat(state(approval)).isEqualTo(new State.Open());
        assertThat(results(approval))
                .containsExactlyInAnyOrder("not-asked", "not-asked", "other-diff", "no-reason", "too-late");
    }

    @Test
    void countsAWordThatWasCastInTimeAndDeliveredLate() {
        // Given
        team(1);
        UUID approval = open();
        String castInTime = clock.instant().toString();
        clock.forward(Duration.ofDays(3));

        // When
        Response answer = given().contentType("application/cloudevents+json")
                .body(JSON.createObjectNode()
                        .put("specversion", "1.0")
                        .put("id", UUID.randomUUID().toString())
                        .put("source", "/functions/approval")
                        .put("type", "dev.millrace.approval.vote-requested.v1")
                        .put("time", castInTime)
                        .put("tenant", tenant.value())
                        .<ObjectNode>set("data", vote(approval, "ada", true))
                        .toString())
                .post("/");

        // Then
        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("approved");
    }

    /** As after a kill between commit and answer: the broker never saw the answer and brings the vote again. */
    @Test
    void answersARepeatedDeliveryWithTheSameDecision() {
        // Given
        team(1);
        UUID approval = open();
        ObjectNode vote = vote(approval, "ada", true);
        Response lost = deliver("vote-requested", "v-1", vote);

        // When
        Response again = deliver("vote-requested", "v-1", vote);

        // Then
        assertThat(again.asString()).isEqualTo(lost.asString());
        assertThat(again.header("ce-id")).isEqualTo(lost.header("ce-id"));
        assertThat(count("votes")).isEqualTo(1);
    }

    @Test
    void fiftyPeopleAtOnceMakeOneApproval() throws InterruptedException {
        // Given
        UUID approval = crowd(7);

        // When
        List<Response> answers = atOnce(IntStream.range(0, CROWD)
                .<Callable<Response>>mapToObj(n -> () -> deliver("vote-requested", vote(approval, "p" + n, true)))
                .toList());

        // Then
        assertThat(answers).allMatch(answer -> answer.statusCode() / 100 == 2);
        List<Response> decisions =
                answers.stream().filter(answer -> answer.statusCode() == 200).toList();
        assertThat(decisions).hasSize(1);
        assertThat(decisions.getFirst().jsonPath().getString("outcome")).isEqualTo("approved");
        assertThat(decisions.getFirst().jsonPath().getList("votes")).hasSize(7);
        assertThat(count("votes")).isEqualTo(7);
        assertThat(results(approval)).filteredOn("already-decided"::equals).hasSize(CROWD - 7);
    }

    @Test
    void fiftyPeopleAtOnceWithOneNoAmongThemMakeOneDecision() throws InterruptedException {
        // Given
        UUID approval = crowd(CROWD);

        // When
        List<Response> answers = atOnce(IntStream.range(0, CROWD)
                .<Callable<Response>>mapToObj(n -> () -> deliver("vote-requested", vote(approval, "p" + n, n != 23)))
                .toList());

        // Then
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
        assertThat(state(approval))
                .isInstanceOfSatisfying(
                        State.Decided.class,
                        state -> assertThat(state.outcome()).isEqualTo(Outcome.REJECTED));
    }

    @Test
    void aVoteAndAWithdrawalAtOnceMakeOneDecision() throws InterruptedException {
        // Given
        UUID approval = crowd(1);
        ObjectNode withdrawal = JSON.createObjectNode()
                .put("approval", approval.toString())
                .put("outcome", "expired")
                .put("reason", "nobody decided in time");
        List<Callable<Response>> calls = new ArrayList<>();
        IntStream.range(0, 10).forEach(n -> {
            calls.add(() -> deliver("vote-requested", vote(approval, "p" + n, true)));
            calls.add(() -> deliver("withdraw-requested", withdrawal));
        });

        // When
        List<Response> answers = atOnce(calls);

        // Then
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSize(1);
    }

    @Test
    void aDecisionOfManyWordsStillFitsIntoAnEvent() {
        // Given
        UUID approval = crowd(CROWD);

        // When
        Response last = IntStream.range(0, CROWD)
                .mapToObj(n ->
                        deliver("vote-requested", vote(approval, "p" + n, true).put("comment", "😀".repeat(500))))
                .reduce((before, after) -> after)
                .orElseThrow();

        // Then
        assertThat(last.statusCode()).isEqualTo(200);
        assertThat(last.asByteArray().length).isLessThan(65_536);
        assertThat(last.jsonPath().getList("votes")).hasSize(CROWD);
    }

    private UUID crowd(int needed) {
        String people = IntStream.range(0, CROWD)
                .mapToObj(n -> "  - {id: p" + n + ", name: Person " + n + "}\n")
                .collect(Collectors.joining());
        String names = IntStream.range(0, CROWD).mapToObj(n -> "p" + n).collect(Collectors.joining(", "));
        teams.write(
                tenant.value(),
                "people:\n" + people + "approvals: {approvers: [" + names + "], needed: " + needed + "}\n");
        return open();
    }
}
