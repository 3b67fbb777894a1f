package dev.millrace.hookvalidation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Digest;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "hook-validation"))
class HookDoorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "a-generated-secret-of-many-bits";
    private static final String TICKET = """
        {"id":"n-1","eventType":"workitem.created","resource":{"id":5,"rev":1,"fields":{
         "System.TeamProject":"Fabrikam","System.Title":"Add a flag","System.Tags":"millrace","System.State":"New"}}}""";

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    Folders folders;

    @BeforeEach
    void registerTenants() throws IOException {
        sink.forget();
        String digest = Digest.of(SECRET).hex();
        String old = Digest.of("old").hex();
        for (String id : new String[] {"acme", "other"}) {
            Files.writeString(
                    folders.tenants().resolve(id + ".yaml"), """
                id: %s
                hosts:
                  - {name: ado, kind: ado, projects: [Fabrikam]}
                  - {name: hub, kind: github}
                  - {name: lab, kind: gitlab}
                hooks:
                  - name: boards
                    kind: ado
                    host: ado
                    secrets:
                      - sha256: %s
                      - {sha256: %s, expires: "2020-01-01T00:00:00Z"}
                  - {name: hub, kind: github, host: hub, secretRef: %s-hub}
                  - name: lab
                    kind: gitlab
                    host: lab
                    secrets: [{sha256: %s}]
                  - name: events
                    kind: cloudevents
                    types: [com.example.*]
                    secrets: [{sha256: %s}]
                """.formatted(id, digest, old, id, digest, digest));
            Files.writeString(folders.secrets().resolve(id + "-hub"), SECRET + "\n");
        }
    }

    @Test
    void publishesAnAuthenticatedHookAsItCame() throws Exception {
        // When
        Response response = ado("acme").body(TICKET).post("/hooks/acme/boards");

        // Then
        response.then().statusCode(202);
        JsonNode event = JSON.readTree(sink.bodies().getFirst());
        assertThat(event.at("/type").asText()).isEqualTo("dev.millrace.hook.received.v1");
        assertThat(event.at("/source").asText()).isEqualTo("/hooks/acme/boards");
        assertThat(event.at("/tenant").asText()).isEqualTo("acme");
        assertThat(event.at("/traceparent").asText()).startsWith("00-");
        assertThat(event.at("/data/body").asText()).isEqualTo(TICKET);
        assertThat(event.at("/data/delivery/id").asText()).isEqualTo("n-1");
        assertThat(event.at("/data/delivery/digest").asText())
                .isEqualTo(Digest.of(TICKET).hex());
    }

    @Test
    void givesTheSameHookTheSameId() throws Exception {
        // When
        ado("acme").body(TICKET).post("/hooks/acme/boards");
        ado("acme").body(TICKET).post("/hooks/acme/boards");
        ado("acme").body(TICKET.replace("flag", "frog")).post("/hooks/acme/boards");
        ado("other").body(TICKET).post("/hooks/other/boards");

        // Then
        var ids = sink.bodies().stream().map(HookDoorTest::id).toList();
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        assertThat(ids.stream().distinct()).hasSize(3);
    }

    @Test
    void takesTheSecretInAHeaderToo() {
        given().header("X-Millrace-Secret", SECRET)
                .body(TICKET)
                .post("/hooks/acme/boards")
                .then()
                .statusCode(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks/acme/boards",
                "/hooks/acme/unknown",
                "/hooks/unknown/boards",
                "/hooks/ACME!/boards",
                "/hooks/acme/lab",
                "/hooks/acme/hub",
                "/hooks/acme/events"
            })
    void refusesStrangersAlike(String address) {
        // When
        Response wrong =
                given().auth().preemptive().basic("x", "wrong").body(TICKET).post(address);
        Response none = given().body(TICKET).post(address);

        // Then
        wrong.then().statusCode(401).contentType("application/problem+json");
        none.then().statusCode(401);
        assertThat(wrong.asString()).isEqualTo(none.asString());
        assertThat(sink.bodies()).isEmpty();
    }

    @Test
    void refusesASecretThatExpired() {
        given().auth()
                .preemptive()
                .basic("x", "old")
                .body(TICKET)
                .post("/hooks/acme/boards")
                .then()
                .statusCode(401);
    }

    @Test
    void answers503WhenTheBrokerIsAway() {
        // Given
        sink.answer(500);

        // When
        Response response = ado("acme").body(TICKET).post("/hooks/acme/boards");

        // Then
        response.then().statusCode(503).header("Retry-After", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"id\":{}}", "{\"id\":\"a\\r\\nSet-Cookie: x\"}", "\u0000"})
    void acceptsRubbishFromAnAuthenticatedSender(String body) {
        // When
        Response response = ado("acme").body(body).post("/hooks/acme/boards");

        // Then
        response.then().statusCode(202);
        assertThat(sink.bodies()).hasSize(1);
    }

    @Test
    void keepsTheBeginningOfABodyThatIsTooLarge() throws Exception {
        // Given
        String body = "x".repeat(5_000_000);

        // When
        Response response = ado("acme").body(body).post("/hooks/acme/boards");

        // Then
        response.then().statusCode(202);
        JsonNode data = JSON.readTree(sink.bodies().getFirst()).at("/data");
        assertThat(data.at("/complete").asBoolean()).isFalse();
        assertThat(data.at("/delivery/bytes").asLong()).isEqualTo(5_000_000);
        assertThat(data.at("/delivery/digest").asText())
                .isEqualTo(Digest.of(body).hex());
        assertThat(data.at("/bodyRef").asText()).startsWith("content:acme/");
        assertThat(contentBytes()).isGreaterThan(65_536L);
    }

    @Test
    void keepsALargeBodyInTheContentStore() throws Exception {
        // When
        ado("acme")
                .body(TICKET.replace("Add a flag", "é".repeat(100_000)))
                .post("/hooks/acme/boards")
                .then()
                .statusCode(202);

        // Then
        JsonNode data = JSON.readTree(sink.bodies().getFirst()).at("/data");
        assertThat(data.at("/complete").asBoolean()).isTrue();
        assertThat(data.at("/delivery/id").asText()).isEqualTo("n-1");
        assertThat(data.at("/bodyRef").asText()).startsWith("content:acme/");
    }

    @Test
    void keepsABodyThatIsNoUtf8() throws Exception {
        // When
        ado("acme")
                .contentType("application/octet-stream")
                .body(new byte[] {(byte) 0xC3, 0x28})
                .post("/hooks/acme/boards")
                .then()
                .statusCode(202);

        // Then
        assertThat(JSON.readTree(sink.bodies().getFirst()).at("/data/bodyRef").asText())
                .startsWith("content:acme/");
    }

    @Test
    void stripsAByteOrderMark() throws Exception {
        // When
        ado("acme").body(("\uFEFF" + TICKET).getBytes(StandardCharsets.UTF_8)).post("/hooks/acme/boards");

        // Then
        assertThat(JSON.readTree(sink.bodies().getFirst()).at("/data/body").asText())
                .isEqualTo(TICKET);
    }

    @Test
    void takesAGitHubHookThatIsSigned() throws Exception {
        // When
        Response signed = github(TICKET, signature(TICKET));
        Response forged = github(TICKET.replace("flag", "frog"), signature(TICKET));

        // Then
        signed.then().statusCode(202);
        forged.then().statusCode(401);
        assertThat(JSON.readTree(sink.bodies().getFirst()).at("/data/hostEvent").asText())
                .isEqualTo("issues");
        assertThat(JSON.readTree(sink.bodies().getFirst())
                        .at("/data/delivery/id")
                        .asText())
                .isEqualTo("d-7");
    }

    @Test
    void takesAGitLabHookWithItsToken() {
        given().header("X-Gitlab-Token", SECRET)
                .body(TICKET)
                .post("/hooks/acme/lab")
                .then()
                .statusCode(202);
    }

    @Test
    void takesAForeignEventInBothModes() throws Exception {
        // When
        given().header("Authorization", "Bearer " + SECRET)
                .contentType("application/json")
                .header("ce-id", "7")
                .header("ce-source", "/n8n")
                .header("ce-type", "com.example.done")
                .header("ce-specversion", "1.0")
                .body("{\"a\":1}")
                .post("/hooks/acme/events")
                .then()
                .statusCode(202);
        given().header("Authorization", "Bearer " + SECRET)
                .contentType("application/cloudevents+json")
                .body("{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/n8n\",\"type\":\"com.example.done\"}")
                .post("/hooks/acme/events")
                .then()
                .statusCode(202);

        // Then
        JsonNode binary = JSON.readTree(sink.bodies().get(0)).at("/data");
        assertThat(binary.at("/delivery/id").asText()).isEqualTo("7");
        assertThat(JSON.readTree(binary.at("/body").asText()).at("/data/a").asInt())
                .isEqualTo(1);
        assertThat(JSON.readTree(sink.bodies().get(1)).at("/data/delivery/id").asText())
                .isEqualTo("8");
    }

    @Test
    void shakesHandsForForeignEventsAlone() {
        given().header("WebHook-Request-Origin", "example.com")
                .options("/hooks/acme/events")
                .then()
                .statusCode(200)
                .header("WebHook-Allowed-Origin", equalTo("example.com"));
        assertThat(given().header("WebHook-Request-Origin", "example.com")
                        .options("/hooks/acme/boards")
                        .getHeader("WebHook-Allowed-Origin"))
                .isNull();
    }

    @Test
    void answersOtherMethodsAndPlacesClearly() {
        given().get("/hooks/acme/boards").then().statusCode(405);
        given().post("/hooks/acme").then().statusCode(404);
        given().post("/hooks/acme/boards/more").then().statusCode(404);
    }

    private RequestSpecification ado(String tenant) {
        return given().auth().preemptive().basic(tenant, SECRET).contentType("application/json; charset=utf-8");
    }

    private static Response github(String body, String signature) {
        return given().header("X-Hub-Signature-256", signature)
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", "d-7")
                .contentType("application/json; charset=utf-8")
                .body(body)
                .post("/hooks/acme/hub");
    }

    private static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    private long contentBytes() throws SQLException {
        try (var connection = database.connectAsAdmin();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT max(length(sealed)) FROM content.contents WHERE tenant = 'acme'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String id(String event) {
        try {
            return Objects.requireNonNull(JSON.readTree(event).get("id")).asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
