package dev.millrace.approval.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.approval.ApprovalFixture;
import dev.millrace.approval.State;
import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators, consoles and bots see and do. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class ApprovalsApiTest extends ApprovalFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/approvals/api",
                "/approvals/api/00000000-0000-0000-0000-000000000000",
                "/approvals/api;a=b",
                "/approvals//api",
                "/approvals/openapi",
                "/approvals/openapi.json"
            })
    void showsNothingToOthersThanOperators(String path) {
        assertThat(given().urlEncodingEnabled(false).get(path).statusCode()).isIn(401, 403);
        assertThat(given().urlEncodingEnabled(false)
                        .header("Authorization", "Bearer wrong")
                        .get(path)
                        .statusCode())
                .isIn(401, 403);
    }

    @Test
    void servesItsOpenApiDocument() {
        operator()
                .queryParam("format", "json")
                .get("/approvals/openapi")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasSize(5));
    }

    @Test
    void listsTheQuestionsOfATenantByTheirState() {
        // Given
        team(1);
        UUID open = open();
        UUID decided = open();
        deliver("vote-requested", vote(decided, "ada", true));

        // Then
        list().queryParam("state", "open").get("/approvals/api").then().body("items.id", contains(open.toString()));
        list().queryParam("state", "approved")
                .get("/approvals/api")
                .then()
                .body("items.id", contains(decided.toString()));
        list().get("/approvals/api").then().body("items", hasSize(2));
    }

    @Test
    void saysThatAQuestionIsStuckOrOverdue() {
        // Given
        UUID stuck = open();
        clock.forward(Duration.ofDays(4));

        // When
        ValidatableResponse list = list().get("/approvals/api").then();

        // Then
        list.body("items[0].id", equalTo(stuck.toString()))
                .body("items[0].overdue", equalTo(true))
                .body("items[0].stuck", containsString("no team directory"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 200})
    void pagesThroughTheListWithoutGapsOrRepeats(int limit) {
        // Given
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            newestFirst.addFirst(open().toString());
            clock.forward(Duration.ofSeconds(1));
        }

        // When
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            RequestSpecification request = list().queryParam("limit", limit);
            JsonPath page = (next == null ? request : request.queryParam("after", next))
                    .get("/approvals/api")
                    .jsonPath();
            seen.addAll(page.getList("items.id"));
            next = page.getString("next");
        } while (next != null);

        // Then
        assertThat(seen).isEqualTo(newestFirst);
    }

    @Test
    void showsPeopleTheirLinksAndWhatTheyDid() {
        // Given
        team(2);
        UUID approval = open();
        deliver("vote-requested", vote(approval, "ada", true).put("comment", "Fine."));

        // When
        ValidatableResponse shown = operator().get("/approvals/api/" + approval).then();

        // Then
        shown.statusCode(200)
                .body("approval.title", equalTo("feat: a setting"))
                .body("people.id", contains("ada", "bob"))
                .body("people[0].vote.comment", equalTo("Fine."))
                .body("people[1].link", startsWith("https://gate.example.com/approvals/" + approval + "?t="))
                .body("acts[0].result", equalTo("counted"));
    }

    @Test
    void decidesInSomebodysNameAndTellsWhoDid() {
        // Given
        team(1);
        UUID approval = open();

        // When
        ValidatableResponse first = decide(approval, "{\"as\":\"ada\",\"approves\":true}");
        ValidatableResponse again = decide(approval, "{\"as\":\"ada\",\"approves\":true}");
        bringBack();

        // Then
        first.statusCode(202).body("status", equalTo("/approvals/api/" + approval));
        again.statusCode(202);
        assertThat(state(approval)).isInstanceOf(State.Decided.class);
        assertThat(asked(approval).approver("ada").orElseThrow().vote())
                .extracting("by")
                .isEqualTo("operator for Ada Lovelace");
        decide(approval, "{\"as\":\"bob\",\"approves\":true}").statusCode(409);
        decide(approval, "{\"as\":\"ada\",\"approves\":true}").statusCode(409);
    }

    @Test
    void refusesTheAuthorAndStrangers() {
        // Given
        team(1);
        UUID approval = open();

        // Then
        decide(approval, "{\"as\":\"erika\",\"approves\":true}").statusCode(409);
        decide(approval, "{\"as\":\"mallory\",\"approves\":true}").statusCode(409);
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void handsOnInSomebodysNameAndTellsWhoDid() {
        // Given
        team(1);
        UUID approval = open();

        // When
        ValidatableResponse answer = order(approval, "delegation", "{\"as\":\"ada\",\"to\":\"dora\"}");
        bringBack();

        // Then
        answer.statusCode(202);
        operator()
                .get("/approvals/api/" + approval)
                .then()
                .body("people.id", contains("ada", "bob", "dora"))
                .body("people[0].handedTo", equalTo("dora"))
                .body("people[2].handedFrom", equalTo("ada"))
                .body("acts[0].kind", equalTo("delegation"))
                .body("acts[0].to", equalTo("dora"))
                .body("acts[0].means", equalTo("OPERATOR"));
        order(approval, "delegation", "{\"as\":\"ada\",\"to\":\"cy\"}").statusCode(409);
        order(approval, "delegation", "{\"as\":\"bob\",\"to\":\"erika\"}").statusCode(409);
        order(approval, "delegation", "{\"as\":\"bob\"}").statusCode(400);
        order(approval, "delegation", "").statusCode(400);
    }

    @Test
    void takesBackAndDecidesAnewInSomebodysName() {
        // Given
        team(2);
        UUID approval = open();
        String yes = "{\"as\":\"ada\",\"approves\":true}";
        order(approval, "retraction", "{\"as\":\"ada\"}").statusCode(409);
        decide(approval, yes).statusCode(202);
        bringBack();
        broker.forget();

        // When
        order(approval, "retraction", "{\"as\":\"ada\"}").statusCode(202);
        bringBack();
        broker.forget();
        decide(approval, yes).statusCode(202);
        bringBack();

        // Then
        assertThat(results(approval)).containsExactly("counted", "retracted", "counted");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                {}                                          | approves
                {"as":"ada"}                                | approves
                {"approves":true}                           | as
                {"as":"ada","approves":false}               | comment
                {"as":"ada","approves":false,"comment":" "} | comment
                """)
    void refusesAnOrderThatSaysTooLittle(String body, String names) {
        // Given
        team(1);
        UUID approval = open();

        // Then
        decide(approval, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString("'" + names + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=x", "state=lost", "tenant=%00", "after=%C3%A4", "after=bm90aGluZw"})
    void refusesAListThatCannotBe(String query) {
        operator()
                .urlEncodingEnabled(false)
                .get("/approvals/api?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void knowsNoOtherQuestions() {
        operator().get("/approvals/api/" + UUID.randomUUID()).then().statusCode(404);
        operator().get("/approvals/api/7").then().statusCode(400);
        decide(UUID.randomUUID(), "{\"as\":\"ada\",\"approves\":true}").statusCode(404);
    }

    private RequestSpecification list() {
        return operator().queryParam("tenant", tenant.value());
    }

    private static ValidatableResponse decide(UUID approval, String body) {
        return order(approval, "decision", body);
    }

    private static ValidatableResponse order(UUID approval, String what, String body) {
        return operator()
                .contentType("application/json")
                .body(body)
                .post("/approvals/api/" + approval + "/" + what)
                .then();
    }

    @Test
    void aDecisionBelongsToTheTraceOfTheQuestion() {
        // Given
        team(1);
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        UUID approval = open(question(), "00-" + trace + "-00f067aa0ba902b7-01");

        // When
        decide(approval, "{\"as\":\"ada\",\"approves\":true}").statusCode(202);

        // Then
        assertThat(published("vote-requested"))
                .singleElement()
                .satisfies(
                        event -> assertThat(event.path("traceparent").asText()).startsWith("00-" + trace));
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN);
    }
}
