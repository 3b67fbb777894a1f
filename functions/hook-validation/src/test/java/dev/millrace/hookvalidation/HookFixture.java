package dev.millrace.hookvalidation;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.Digest;
import dev.millrace.testkit.FunctionNeighbours.Folders;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;

/** Two tenants with a hook of each kind, and the events that their hooks became. */
abstract class HookFixture {

    static final String SECRET = "a-generated-secret-of-many-bits";

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    Folders folders;

    @BeforeEach
    void registerTenants() throws IOException {
        sink.forget();
        for (String id : new String[] {"acme", "other"}) {
            Files.writeString(folders.tenants().resolve(id + ".yaml"), """
                id: %1$s
                hosts:
                  - {name: ado, kind: ado, projects: [Größe A]}
                  - {name: hub, kind: github}
                  - {name: lab, kind: gitlab}
                hooks:
                  - name: boards
                    kind: ado
                    host: ado
                    secrets:
                      - sha256: %2$s
                      - {sha256: %3$s, expires: "2020-01-01T00:00:00Z"}
                  - {name: hub, kind: github, host: hub, secretRef: %1$s-hub}
                  - name: lab
                    kind: gitlab
                    host: lab
                    secrets: [{sha256: %2$s}]
                  - name: events
                    kind: cloudevents
                    types: [com.example.*]
                    secrets: [{sha256: %2$s}]
                """.formatted(
                            id, Digest.of(SECRET).hex(), Digest.of("old").hex()));
            Files.writeString(folders.secrets().resolve(id + "-hub"), SECRET + "\n");
        }
    }

    /** A work item that asks for work, in a delivery of its own. */
    static String ticket() {
        return ticket(UUID.randomUUID().toString());
    }

    static String ticket(String delivery) {
        return """
            {"id":"%s","eventType":"workitem.created","resource":{"id":5,"rev":1,"url":"https://example.com/5","fields":{
             "System.TeamProject":"Größe A","System.Title":"Add a flag","System.Tags":"millrace","System.State":"New"}}}""".formatted(delivery);
    }

    static RequestSpecification ado(String tenant) {
        return given().auth().preemptive().basic(tenant, SECRET).contentType("application/json; charset=utf-8");
    }

    static Response postAdo(String body) {
        return ado("acme").body(body).post("/hooks/acme/boards");
    }

    static Response postEvent(String body) {
        return given().header("Authorization", "Bearer " + SECRET)
                .contentType("application/cloudevents+json")
                .body(body)
                .post("/hooks/acme/events");
    }

    static Response postGitHub(String body, String signature) {
        return given().header("X-Hub-Signature-256", signature)
                .header("X-GitHub-Event", "issues")
                .header("X-GitHub-Delivery", Digest.of(body).hex())
                .contentType("application/json; charset=utf-8")
                .body(body)
                .post("/hooks/acme/hub");
    }

    static String signature(String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** The events that the broker took, in order. */
    List<JsonNode> events() {
        return sink.bodies().stream().map(HookFixture::tree).toList();
    }

    /** The only event that the broker took. */
    JsonNode event() {
        List<JsonNode> events = events();
        if (events.size() != 1) {
            throw new AssertionError("expected one event, got " + events);
        }
        return events.getFirst();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
