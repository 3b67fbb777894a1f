package dev.millrace.modeldispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.modeldispatch.admission.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are answered whole. */
@QuarkusTest
class ChatTest extends DispatchFixture {

    @Test
    void givesTheAnswerAsItCameAndBooksWhatItCost() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        Response response = ask("default", "Hi");

        // Then
        response.then().statusCode(200).contentType("application/json");
        assertThat(response.asString()).isEqualTo(HELLO);
        assertThat(response.header("Millrace-Route")).isEqualTo("upstream=a; reason=\"weight 1/1\"");
        assertThat(response.header("RateLimit")).isEqualTo("\"key\";r=9;t=1");
        assertThat(admission.spent()).containsExactly(spending("model-a", 10, 2, 4));
    }

    @Test
    void passesOnEveryFieldThatItDoesNotKnow() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        chat(question("default", "Hi", """
            ,"brand_new":{"depth":[1,2.50,1e400,12345678901234567890]},"tools":[{"type":"function","function":{"name":"f"}}]"""));

        // Then
        String sent = upstream.asked("a").getFirst().text();
        assertThat(sent).contains("{\"depth\":[1,2.50,1E+400,12345678901234567890]}");
        assertThat(upstream.asked("a").getFirst().body().getJsonArray("tools"))
                .isEqualTo(new JsonArray("[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]"));
        assertThat(upstream.asked("a").getFirst().body().getString("model")).isEqualTo("model-a");
    }

    @Test
    void doesNotShowTheCallersKeyToTheModel() {
        // Given
        upstream.answer("azure", 200, HELLO);

        // When
        ask("azure", "Hi").then().statusCode(200);

        // Then
        var asked = upstream.asked("azure").getFirst();
        assertThat(asked.path()).isEqualTo("/openai/deployments/deployed/chat/completions?api-version=2024-10-21");
        assertThat(asked.headers().get("api-key")).isEqualTo("key-of-the-far-side");
        assertThat(asked.headers().contains("authorization")).isFalse();
    }

    @Test
    void asksForTheMostThatACallCanCost() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        chat(question("default", "Hi", ",\"max_tokens\":50,\"n\":2"));

        // Then
        var demand = admission.asked().getFirst().demand();
        assertThat(demand.model()).isEqualTo("default");
        assertThat(demand.tokens()).isBetween(110L, 160L);
        assertThat(demand.cost().nanos()).isBetween(100 * 2000L + 10_000, 100 * 2000L + 60_000);
    }

    @Test
    void boundsAnAnswerWhenTheCallerDoesNot() {
        // Given
        upstream.answer("a", 200, HELLO);

        // When
        ask("default", "Hi");

        // Then
        assertThat(upstream.asked("a").getFirst().body().getInteger("max_tokens"))
                .isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "RATE_LIMITED,429,rate_limit_error",
        "BUDGET_EXHAUSTED,402,insufficient_quota",
        "UNAVAILABLE,503,server_error"
    })
    void asksNobodyWhenAdmissionSaysNo(Verdict.Reason reason, int status, String type) {
        // Given
        admission.refuse(reason);

        // When
        Response response = ask("default", "Hi");

        // Then
        response.then().statusCode(status).header("Retry-After", "7").body("error.type", equalTo(type));
        response.then().header("RateLimit", "\"key\";r=0;t=7");
        assertThat(upstream.asked("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 401, 404})
    void asksTheFallbackWhenTheFirstModelFails(int status) {
        // Given
        upstream.answer("a", status, "{}");
        upstream.answer("b", 200, HELLO);

        // When
        Response response = ask("default", "Hi");

        // Then
        response.then()
                .statusCode(200)
                .header("Millrace-Route", containsString("upstream=b"))
                .header("Millrace-Route", containsString("instead-of=a"));
        assertThat(admission.spent()).containsExactly(spending("model-b", 10, 2, 4));
        upstream.answer("a", 200, HELLO);
        ask("default", "Recover");
    }

    @Test
    void asksTheFallbackWhenTheFirstModelCannotBeReached() {
        // Given
        upstream.answer("b", 200, HELLO);

        // When
        Response response = ask("rescued", "Hi");

        // Then
        response.then().statusCode(200);
        assertThat(response.header("Millrace-Route")).startsWith("upstream=b");
    }

    @Test
    void saysWhatTheModelSaysAboutABadRequest() {
        // Given
        upstream.answer("a", 400, """
            {"error":{"message":"temperature is too high","type":"invalid_request_error","param":"temperature","code":"bad"}}""");

        // When
        Response response = ask("default", "Hi");

        // Then
        response.then()
                .statusCode(400)
                .body("error.message", equalTo("temperature is too high"))
                .body("error.param", equalTo("temperature"))
                .body("error.code", equalTo("bad"));
        assertThat(upstream.asked("b")).isEmpty();
        assertThat(admission.released()).isEqualTo(1);
    }

    @Test
    void chargesForAnAnswerThatNobodyCanRead() {
        // Given
        upstream.answer("c", 200, "{\"id\":\"x\",");

        // When
        Response response = ask("lonely", "Hi");

        // Then
        response.then().statusCode(502).body("error.code", equalTo("upstream_malformed"));
        assertThat(admission.spent()).hasSize(1);
        assertThat(admission.spent().getFirst().outputTokens()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "99999999999", "9223372036854775808", "1.5", "\"many\""})
    void booksAnEstimateInsteadOfAbsurdCounts(String count) {
        // Given
        upstream.answer("a", 200, HELLO.replace("\"completion_tokens\":4", "\"completion_tokens\":" + count));

        // When
        ask("default", "Hi").then().statusCode(200);

        // Then
        assertThat(admission.spent().getFirst().outputTokens()).isBetween(1L, 10L);
    }

    @Test
    void booksAnEstimateWhenTheModelDoesNotCount() {
        // Given
        upstream.answer("a", 200, HELLO.replace("\"usage\"", "\"other\""));

        // When
        ask("default", "Hi").then().statusCode(200);

        // Then
        assertThat(admission.spent().getFirst().inputTokens()).isPositive();
        assertThat(admission.spent().getFirst().outputTokens()).isEqualTo(3);
    }

    @Test
    void leavesASickModelAloneForAWhile() {
        // Given
        upstream.answer("e", 500, "{}");
        for (int i = 0; i < 5; i++) {
            ask("sick", "Hi").then().statusCode(502);
        }
        int before = upstream.asked("e").size();

        // When
        Response response = ask("sick", "Hi");

        // Then
        response.then()
                .statusCode(503)
                .body("error.code", equalTo("upstream_unavailable"))
                .body("error.message", containsString("e:open-circuit"));
        assertThat(upstream.asked("e")).hasSize(before);
    }

    @Test
    void doesNotWaitForAModelForever() {
        // Given
        upstream.script("slow", (asked, response) -> {});

        // When
        Response response = ask("slow", "Hi");

        // Then
        response.then().statusCode(504).body("error.code", equalTo("timeout"));
        assertThat(admission.released()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "public,403,no_route,public:classification",
        "unpriced,403,no_route,unpriced:no-price",
        "none,404,model_not_found,none",
        "embed,400,unfit_model,embedding"
    })
    void saysWhyThereIsNoRoute(String model, int status, String code, String told) {
        // When
        Response response = ask(model, "Hi");

        // Then
        response.then()
                .statusCode(status)
                .body("error.code", equalTo(code))
                .body("error.message", containsString(told))
                .body("error.param", equalTo("model"));
        assertThat(admission.asked()).isEmpty();
    }

    @Test
    void keepsATenantsDataInItsRegions() {
        // Given
        upstream.answer("azure", 200, HELLO);

        // When
        Response home = as("sk-european").body(question("azure", "Hi", "")).post("/v1/chat/completions");
        Response away = as("sk-european").body(question("claude", "Hi", "")).post("/v1/chat/completions");

        // Then
        home.then().statusCode(200);
        away.then().statusCode(403).body("error.message", containsString("claude:residency"));
    }

    @Test
    void putsBackInTheAnswerWhatAGuardrailReplacedInTheRequest() {
        // Given
        upstream.answer("a", 200, HELLO.replace("Hello there", "Hello <PERSON_1>"));

        // When
        Response response = ask("default", "I am Ada");

        // Then
        assertThat(upstream.asked("a").getFirst().text()).contains("I am <PERSON_1>");
        response.then()
                .body("choices[0].message.content", equalTo("Hello Ada"))
                .header("Millrace-Guardrails", "pii/name;count=1;action=redact");
    }

    @Test
    void sendsNothingThatAGuardrailBlocks() {
        // When
        Response response = ask("default", "I am Mallory");

        // Then
        response.then()
                .statusCode(400)
                .body("error.code", equalTo("guardrail_injection"))
                .body("error.param", nullValue());
        assertThat(upstream.asked("a")).isEmpty();
    }
}
