package dev.millrace.deadletter.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.deadletter.DeadLetterSurroundings;
import dev.millrace.deadletter.Post;
import dev.millrace.deadletter.PretendedCommands;
import dev.millrace.testkit.RecordingSink;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(DeadLetterSurroundings.class)
@SuppressWarnings("NullAway.Init") // the surroundings set the fields
class DeadLettersResourceTest {

    private static final String SOMEBODY = "audit";

    RecordingSink broker;

    @BeforeEach
    void forgetWhatWasPublished() {
        broker.forget();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /dead-letters",
        "GET, /dead-letters?limit=x",
        "GET, /dead-letters;a=b",
        "GET, //dead-letters",
        "GET, /dead-letters/00000000-0000-0000-0000-000000000000",
        "GET, /dead-letters/nothing/here",
        "POST, /dead-letters/00000000-0000-0000-0000-000000000000/replay",
        "POST, /dead-letters/00000000-0000-0000-0000-000000000000/drop",
        "GET, /dead-letters/openapi",
        "GET, /dead-letters/openapi.json",
        "GET, /dead-letters/openapi?format=json"
    })
    void showsNothingToOthersThanOperators(String method, String path) {
        for (String authorization :
                List.of("", "Bearer", "Bearer ", "Bearer wrong", "Basic " + DeadLetterSurroundings.TOKEN)) {
            RequestSpecification request = given().urlEncodingEnabled(false);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            problem(request.request(method, path).then(), 401);
        }
    }

    @Test
    void servesItsOpenApiDocument() {
        operator()
                .queryParam("format", "json")
                .get("/dead-letters/openapi")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasSize(4))
                .body("paths.'/dead-letters/{id}/replay'.post.responses.'202'", not(nullValue()))
                .body("components.securitySchemes.operator.scheme", equalTo("bearer"));
    }

    @Test
    void hasNoUserInterface() {
        operator().get("/q/swagger-ui").then().statusCode(404);
        operator().get("/q/swagger-ui/").then().statusCode(404);
    }

    @Test
    void showsADeadLetterWithItsEvent() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY).with("instanceid", "i-1");
        dead.send();

        // When
        ValidatableResponse shown =
                operator().get("/dead-letters/" + dead.letter(SOMEBODY)).then();

        // Then
        shown.statusCode(200)
                .body("letter.id", equalTo(dead.letter(SOMEBODY).toString()))
                .body("letter.state", equalTo("stored"))
                .body("letter.occurrence", equalTo(1))
                .body("letter.tenant", equalTo("acme"))
                .body("letter.ticket", equalTo("ado/shop/7"))
                .body("letter.instance", equalTo("i-1"))
                .body("letter.trace", equalTo(Post.TRACE))
                .body("letter.destination", equalTo(SOMEBODY))
                .body("letter.status", equalTo(500))
                .body("letter.firstSeen", startsWith("20"))
                .body("letter.settled", nullValue())
                .body("error", equalTo("it broke"))
                .body("event.id", equalTo(dead.id()))
                .body("event.data.n", equalTo(1.1f))
                .body("event.data_base64", nullValue());
    }

    @Test
    void showsDataThatIsNoJsonInBase64() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY).json("{broken");
        dead.send();

        // When
        ValidatableResponse shown =
                operator().get("/dead-letters/" + dead.letter(SOMEBODY)).then();

        // Then
        shown.statusCode(200)
                .body("event.data_base64", equalTo(Post.base64("{broken")))
                .body("event.data", nullValue());
    }

    @Test
    void filtersTheList() {
        // Given
        String type = "com.example." + UUID.randomUUID();
        Post stored = Post.dead(type, SOMEBODY);
        Post dropped = Post.dead(type, SOMEBODY);
        Post elsewhere = Post.dead(type, "docs-update");
        Post foreign = Post.dead(type, SOMEBODY).with("tenant", "globex");
        Stream.of(stored, dropped, elsewhere, foreign).forEach(Post::send);
        Post.drop(dropped.letter(SOMEBODY), 1).send();

        // When
        RequestSpecification ofType = operator().queryParam("type", type);

        // Then
        ofType.get("/dead-letters").then().body("items", hasSize(4)).body("next", nullValue());
        operator()
                .queryParam("type", type)
                .queryParam("state", "dropped")
                .get("/dead-letters")
                .then()
                .body("items.id", contains(dropped.letter(SOMEBODY).toString()))
                .body("items[0].settled.by", equalTo("operator"))
                .body("items[0].settled.reason", equalTo("obsolete"));
        operator()
                .queryParam("type", type)
                .queryParam("destination", "docs-update")
                .get("/dead-letters")
                .then()
                .body("items.id", contains(elsewhere.letter("docs-update").toString()));
        operator()
                .queryParam("type", type)
                .queryParam("tenant", "globex")
                .get("/dead-letters")
                .then()
                .body("items.id", contains(foreign.letter(SOMEBODY).toString()));
        operator().queryParam("type", type + "x").get("/dead-letters").then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 200})
    void pagesThroughTheListWithoutGapsOrRepeats(int limit) {
        // Given
        String type = "com.example." + UUID.randomUUID();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Post dead = Post.dead(type, SOMEBODY);
            dead.send();
            newestFirst.addFirst(dead.letter(SOMEBODY).toString());
        }

        // When
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            RequestSpecification request = operator().queryParam("type", type).queryParam("limit", limit);
            JsonPath page = (next == null ? request : request.queryParam("after", next))
                    .get("/dead-letters")
                    .jsonPath();
            List<String> ids = page.getList("items.id");
            assertThat(ids).hasSizeBetween(1, limit);
            seen.addAll(ids);
            next = page.getString("next");
        } while (next != null);

        // Then
        assertThat(seen).isEqualTo(newestFirst);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                limit=0                                  | limit
                limit=201                                | limit
                limit=-1                                 | limit
                limit=ten                                | limit
                limit=99999999999                        | limit
                state=lost                               | state
                type=%00                                 | type
                destination=a%00b                        | destination
                after=%C3%A4                             | after
                after=bm90aGluZw                         | after
                after=MjAyNi0wMS0wMVQwMDowMDowMFogeA     | after
                after=MjAyNi0wMS0wMVQwMDowMDowMFo        | after
                after=KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA | after
                """)
    void refusesAListThatCannotBe(String query, String names) {
        // When
        ValidatableResponse answer = operator()
                .urlEncodingEnabled(false)
                .get("/dead-letters?" + query)
                .then();

        // Then
        problem(answer, 400).body("detail", containsString("'" + names + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "no-uuid", "1-1-1-1-1", "00000000-0000-0000-0000-00000000000g", "%00"})
    void refusesAnIdThatIsNone(String id) {
        problem(operator().urlEncodingEnabled(false).get("/dead-letters/" + id).then(), 400);
        problem(
                operator()
                        .urlEncodingEnabled(false)
                        .contentType("application/json")
                        .post("/dead-letters/" + id + "/replay")
                        .then(),
                400);
    }

    @Test
    void answers404ForALetterThatIsNotThere() {
        String path = "/dead-letters/" + UUID.randomUUID();

        problem(operator().get(path).then(), 404);
        problem(ordered("{}").post(path + "/replay").then(), 404);
        problem(ordered("{\"reason\":\"r\"}").post(path + "/drop").then(), 404);
        problem(operator().get(path + "/elsewhere").then(), 404);
        assertThat(broker.bodies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "7", "\"x\"", "{\"force\":\"perhaps\"}", "{\"force\":{}}"})
    void refusesABadReplayOrder(String body) {
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();

        problem(
                ordered(body)
                        .post("/dead-letters/" + dead.letter(SOMEBODY) + "/replay")
                        .then(),
                400);
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
        Post dead = Post.dead(Post.FACT, SOMEBODY);
        dead.send();

        problem(
                ordered(body)
                        .post("/dead-letters/" + dead.letter(SOMEBODY) + "/drop")
                        .then(),
                400);
        problem(
                ordered("{\"reason\":\"" + "r".repeat(501) + "\"}")
                        .post("/dead-letters/" + dead.letter(SOMEBODY) + "/drop")
                        .then(),
                400);
        assertThat(broker.bodies()).isEmpty();
    }

    @Test
    void refusesOtherMethodsAndMediaTypes() {
        problem(operator().delete("/dead-letters").then(), 405);
        problem(operator().accept("text/html").get("/dead-letters").then(), 406);
        problem(
                operator()
                        .contentType("text/plain")
                        .body("force")
                        .post("/dead-letters/" + UUID.randomUUID() + "/replay")
                        .then(),
                415);
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

    private static ValidatableResponse problem(ValidatableResponse answer, int status) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", startsWith("urn:millrace:problem:"))
                .body("detail", not(emptyOrNullString()));
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + DeadLetterSurroundings.TOKEN);
    }

    private static RequestSpecification ordered(String body) {
        RequestSpecification request = operator().contentType("application/json");
        return body.isEmpty() ? request : request.body(body);
    }
}
