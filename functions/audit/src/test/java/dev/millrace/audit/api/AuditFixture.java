package dev.millrace.audit.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.transparency.export.Trust;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.export.Verifier;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.VerifierKey;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** An operator who reads the log, and events that get into it. */
abstract class AuditFixture {

    static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    final String mark = UUID.randomUUID().toString();

    @BeforeEach
    void forget() {
        sink.forget();
    }

    static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN);
    }

    static Response erase(String body) {
        return operator().contentType("application/json").body(body).post("/audit/erasures");
    }

    static SignedCheckpoint checkpoint() {
        return SignedCheckpoint.parse(operator().get("/audit/checkpoint").asString());
    }

    static VerifierKey key() {
        return VerifierKey.parse(operator().get("/audit/key").asString().strip());
    }

    static Verification verify(SignedCheckpoint earlier) throws IOException {
        byte[] export = operator().get("/audit/export").asByteArray();
        return new Verifier(Trust.key(key()), List.of(earlier)).verify(new ByteArrayInputStream(export));
    }

    static JsonNode json(Response response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.asString());
    }

    /** @return number of the new entry */
    long append(String tenant, String ticket, String type) {
        String id = UUID.randomUUID().toString();
        given().header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/n8n")
                .header("ce-type", type)
                .header("ce-tenant", tenant)
                .header("ce-correlationid", ticket)
                .header("ce-traceparent", "00-" + mark.replace("-", "") + "-b7ad6b7169203331-01")
                .contentType("application/json")
                .body("{}")
                .post("/")
                .then()
                .statusCode(204);
        return checkpoint().checkpoint().size() - 1;
    }
}
