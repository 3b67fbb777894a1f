package dev.millrace.deadletter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.millrace.deadletter.DeadLetterSurroundings;
import dev.millrace.deadletter.Post;
import dev.millrace.deadletter.PretendedCommands;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator's orders to replay or drop a letter publish. */
@QuarkusTest
@QuarkusTestResource(DeadLetterSurroundings.class)
class DeadLettersOrderTest extends DeadLettersFixture {

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "\"x\"", "{\"force\":\"perhaps\"}", "{\"force\":{}}"})
    void refusesABadReplayOrder(String body) {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();

        // When
        ValidatableResponse answer = ordered(body)
                .post("/dead-letters/" + dead.letter(SOMEBODY) + "/replay")
                .then();

        // Then
        problem(answer, 400);
        assertThat(broker.bodies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{}",
                "{\"reason\":\"\"}",
                "{\"reason\":\" \"}",
                "{\"reason\":[]}",
                "{\"reason\":\"\\ud800\"}",
                "{\"reason\":\"a\\u0000\"}"
            })
    void refusesABadDropOrder(String body) {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();
        String path = "/dead-letters/" + dead.letter(SOMEBODY) + "/drop";

        // When
        ValidatableResponse bad = ordered(body).post(path).then();
        ValidatableResponse endless =
                ordered("{\"reason\":\"" + "r".repeat(501) + "\"}").post(path).then();

        // Then
        problem(bad, 400);
        problem(endless, 400);
        assertThat(broker.bodies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "{\"force\":false}", "{\"force\":true}"})
    void publishesAReplayAndChangesNothing(String body) {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();
        String path = "/dead-letters/" + dead.letter(SOMEBODY);

        // When
        ValidatableResponse answer = ordered(body).post(path + "/replay").then();

        // Then
        answer.statusCode(202).body("status", equalTo(path));
        JsonPath command = JsonPath.from(broker.bodies().getLast());
        assertThat(command.getString("type")).isEqualTo("dev.millrace.deadletter.replay-requested.v1");
        assertThat(command.getString("source")).isEqualTo("/functions/dead-letter");
        assertThat(command.getString("tenant")).isEqualTo("acme");
        assertThat(command.getString("correlationid")).isEqualTo("ado/shop/7");
        assertThat(command.getString("data.deadLetter"))
                .isEqualTo(dead.letter(SOMEBODY).toString());
        assertThat(command.getInt("data.occurrence")).isEqualTo(1);
        operator().get(path).then().body("letter.state", equalTo("stored"));
    }

    @Test
    void publishesTheSameEventForTheSameWish() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();
        String path = "/dead-letters/" + dead.letter(SOMEBODY);

        // When
        ordered("{}").post(path + "/replay");
        ordered("{}").post(path + "/replay");
        ordered("{\"reason\":\"a\"}").post(path + "/drop");
        ordered("{\"reason\":\"a\"}").post(path + "/drop");
        ordered("{\"reason\":\"b\"}").post(path + "/drop");

        // Then
        List<String> ids = broker.bodies().stream()
                .map(body -> JsonPath.from(body).getString("id"))
                .toList();
        assertThat(ids).hasSize(5);
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(3)).isEqualTo(ids.get(2));
        assertThat(ids.stream().distinct()).hasSize(3);
    }

    @Test
    void asksAnewForTheNextDeath() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();
        String path = "/dead-letters/" + dead.letter(SOMEBODY);
        ordered("{}").post(path + "/replay");
        Post.replay(dead.letter(SOMEBODY), 1).send();
        dead.send();

        // When
        ordered("{}").post(path + "/replay");

        // Then
        JsonPath first = JsonPath.from(broker.bodies().getFirst());
        JsonPath second = JsonPath.from(broker.bodies().getLast());
        assertThat(second.getString("id")).isNotEqualTo(first.getString("id"));
        assertThat(second.getInt("data.occurrence")).isEqualTo(2);
    }

    @Test
    void deliversWhatItPublishes() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();
        ordered("{}").post("/dead-letters/" + dead.letter(SOMEBODY) + "/replay");

        // When
        ValidatableResponse delivered = given().contentType("application/cloudevents+json")
                .body(broker.bodies().getLast().getBytes(StandardCharsets.UTF_8))
                .post("/")
                .then();

        // Then
        delivered.statusCode(200).header("ce-id", dead.id()).header("ce-type", Post.FACT);
    }

    @Test
    void publishesInThePlatformsNameForALetterOfNobody() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY).without("tenant");
        dead.send();

        // When
        ordered("{\"reason\":\"stray\"}")
                .post("/dead-letters/" + dead.letter(SOMEBODY) + "/drop")
                .then()
                .statusCode(202);

        // Then
        JsonPath command = JsonPath.from(broker.bodies().getLast());
        assertThat(command.getString("tenant")).isEqualTo("platform");
        assertThat(command.getString("data.reason")).isEqualTo("stray");
    }

    @Test
    void asksTwiceBeforeItReplaysACommandOfAWorkflow() {
        // Given
        Post dead = Post.dead(PretendedCommands.DRAFT, "pr-writer").with("instanceid", "i-1");
        dead.send();
        String path = "/dead-letters/" + dead.letter("pr-writer") + "/replay";

        // When
        ValidatableResponse unforced = ordered("{}").post(path).then();
        int published = broker.bodies().size();
        ValidatableResponse forced = ordered("{\"force\":true}").post(path).then();

        // Then
        problem(unforced, 409).body("detail", containsString("force"));
        assertThat(published).isZero();
        forced.statusCode(202);
        assertThat(broker.bodies()).hasSize(1);
    }

    @Test
    void publishesNothingForALetterThatIsSettledAsAsked() {
        // Given
        Post replayed = Post.dead(Post.FACT, SOMEBODY);
        Post dropped = Post.dead(Post.FACT, SOMEBODY);
        replayed.send();
        dropped.send();
        Post.replay(replayed.letter(SOMEBODY), 1).send();
        Post.drop(dropped.letter(SOMEBODY), 1).send();

        // When
        ValidatableResponse replay = ordered("{}")
                .post("/dead-letters/" + replayed.letter(SOMEBODY) + "/replay")
                .then();
        ValidatableResponse drop = ordered("{\"reason\":\"r\"}")
                .post("/dead-letters/" + dropped.letter(SOMEBODY) + "/drop")
                .then();

        // Then
        replay.statusCode(202);
        drop.statusCode(202);
        assertThat(broker.bodies()).isEmpty();
    }

    @Test
    void refusesToSettleALetterTheOtherWay() {
        // Given
        Post replayed = Post.dead(Post.FACT, SOMEBODY);
        Post dropped = Post.dead(Post.FACT, SOMEBODY);
        replayed.send();
        dropped.send();
        Post.replay(replayed.letter(SOMEBODY), 1).send();
        Post.drop(dropped.letter(SOMEBODY), 1).send();

        // When
        ValidatableResponse replay = ordered("{\"force\":true}")
                .post("/dead-letters/" + dropped.letter(SOMEBODY) + "/replay")
                .then();
        ValidatableResponse drop = ordered("{\"reason\":\"r\"}")
                .post("/dead-letters/" + replayed.letter(SOMEBODY) + "/drop")
                .then();

        // Then
        problem(replay, 409);
        problem(drop, 409);
        assertThat(broker.bodies()).isEmpty();
    }

    @Test
    void answers503WhileTheBrokerIsAway() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();
        broker.answer(503);

        // When
        ValidatableResponse answer = ordered("{}")
                .post("/dead-letters/" + dead.letter(SOMEBODY) + "/replay")
                .then();

        // Then
        problem(answer, 503).header("Retry-After", not(emptyOrNullString()));
        operator().get("/dead-letters/" + dead.letter(SOMEBODY)).then().body("letter.state", equalTo("stored"));
    }
}
