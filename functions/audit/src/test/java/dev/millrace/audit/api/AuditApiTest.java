package dev.millrace.audit.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.export.Trust;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.export.Verifier;
import dev.millrace.transparency.note.SignatureCheck;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.VerifierKey;
import dev.millrace.transparency.proof.ConsistencyProof;
import dev.millrace.transparency.proof.InclusionProof;
import dev.millrace.transparency.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "audit"))
class AuditApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    private final String mark = UUID.randomUUID().toString();

    @BeforeEach
    void forget() {
        sink.forget();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/audit/entries",
                "/audit/entries/0",
                "/audit/checkpoint",
                "/audit/key",
                "/audit/export",
                "/audit/proof/inclusion?seq=0",
                "/audit/proof/consistency?from=0",
                "/audit/unknown",
                "/audit/openapi",
                "/audit/openapi.json"
            })
    void showsNothingToStrangers(String address) {
        for (String authorization : new String[] {"", "Bearer wrong", "Basic b3BlcmF0b3I6eA=="}) {
            given().header("Authorization", authorization)
                    .get(address)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", "Bearer");
        }
    }

    @Test
    void describesItself() {
        operator()
                .accept("application/json")
                .get("/audit/openapi")
                .then()
                .statusCode(200)
                .body("openapi", notNullValue())
                .body("paths.'/audit/entries'.get.summary", notNullValue())
                .body("paths.'/audit/proof/inclusion'.get", notNullValue())
                .body("components.securitySchemes.operator.scheme", equalTo("bearer"));
    }

    @Test
    void findsEntriesByEverythingThatTheyAreKnownBy() {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        append("acme", "ado/Fabrikam/" + mark, "com.example.two." + mark);
        append("other", "ado/Fabrikam/" + mark, "com.example.one");

        // Then
        find("correlation=ado/Fabrikam/" + mark)
                .then()
                .body("entries", hasSize(3))
                .body("next", nullValue());
        find("correlation=ado/Fabrikam/" + mark + "&tenant=acme").then().body("entries", hasSize(2));
        find("type=com.example.two." + mark)
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].event.type", equalTo("com.example.two." + mark))
                .body("entries[0].content.salt", notNullValue());
        find("trace=" + mark.replace("-", "")).then().body("entries", hasSize(3));
        find("correlation=ado/Fabrikam/" + mark + "&since=2999-01-01T00:00:00Z")
                .then()
                .body("entries", hasSize(0));
        find("correlation=ado/Fabrikam/" + mark + "&since=2020-01-01T00:00:00Z")
                .then()
                .body("entries", hasSize(3));
    }

    @Test
    void showsPagesThatFollowEachOther() {
        // Given
        IntStream.range(0, 5).forEach(i -> append("acme", "ado/Fabrikam/" + mark, "com.example.one"));
        String query = "correlation=ado/Fabrikam/" + mark + "&limit=3";

        // When
        Response first = find(query);
        Response second = find(query + "&after=" + first.jsonPath().getLong("next"));

        // Then
        assertThat(first.jsonPath().getList("entries")).hasSize(3);
        assertThat(second.jsonPath().getList("entries")).hasSize(2);
        assertThat(second.jsonPath().getLong("entries[0].seq"))
                .isEqualTo(first.jsonPath().getLong("entries[2].seq") + 1);
        second.then().body("next", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "entries?limit=0",
                "entries?limit=1001",
                "entries?limit=many",
                "entries?since=yesterday",
                "entries?after=x",
                "entries?tenant=%00",
                "entries/x",
                "proof/inclusion",
                "proof/inclusion?seq=-1",
                "proof/inclusion?seq=0&size=999999999",
                "proof/inclusion?seq=7&size=5",
                "proof/consistency",
                "proof/consistency?from=5&to=4",
                "proof/consistency?from=0&to=999999999"
            })
    void refusesWhatItCannotUnderstand(String request) {
        operator()
                .urlEncodingEnabled(false)
                .get("/audit/" + request)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void answersOtherPlacesAndMethodsClearly() {
        operator().get("/audit/entries/999999999").then().statusCode(404).contentType("application/problem+json");
        operator().get("/audit/unknown").then().statusCode(404).contentType("application/problem+json");
        operator().delete("/audit/entries").then().statusCode(405).contentType("application/problem+json");
        operator()
                .contentType("text/plain")
                .body("x")
                .post("/audit/erasures")
                .then()
                .statusCode(415);
    }

    @Test
    void provesThatAnEntryIsIn() throws IOException {
        // Given
        long seq = append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        SignedCheckpoint checkpoint = checkpoint();

        // When
        JsonNode answer = json(operator()
                .get("/audit/proof/inclusion?seq=" + seq + "&size="
                        + checkpoint.checkpoint().size()));

        // Then
        byte[] leaf = Base64.getDecoder()
                .decode(json(operator().get("/audit/entries/" + seq))
                        .at("/leaf")
                        .asText());
        var proof = new InclusionProof(
                answer.at("/index").asLong(), answer.at("/size").asLong(), path(answer));
        assertThat(checkpoint.verify(List.of(key()))).isInstanceOf(SignatureCheck.Valid.class);
        assertThat(proof.verify(TreeHash.leaf(leaf), checkpoint.checkpoint().root()))
                .isEqualTo(new Verdict.Proven());
    }

    @Test
    void provesThatTheLogOnlyGrew() throws IOException {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        SignedCheckpoint earlier = checkpoint();
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        SignedCheckpoint later = checkpoint();

        // When
        JsonNode answer = json(operator()
                .get("/audit/proof/consistency?from=%d&to=%d"
                        .formatted(
                                earlier.checkpoint().size(), later.checkpoint().size())));

        // Then
        var proof = new ConsistencyProof(
                answer.at("/first").asLong(), answer.at("/second").asLong(), path(answer));
        assertThat(proof.verify(earlier.checkpoint().root(), later.checkpoint().root()))
                .isEqualTo(new Verdict.Proven());
    }

    @Test
    void exportsALogThatVerifiesAgainstAnEarlierCheckpoint() throws IOException {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        SignedCheckpoint earlier = checkpoint();
        IntStream.range(0, 10).forEach(i -> append("acme", "ado/Fabrikam/" + mark, "com.example.one"));

        // When
        Verification verification = verify(earlier);

        // Then
        assertThat(verification)
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.size())
                                .isEqualTo(checkpoint().checkpoint().size()));
    }

    @Test
    void publishesARequestToEraseOnceForTheSameRequest() throws IOException {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        String body = """
            {"tenant":"acme","correlationId":"ado/Fabrikam/%s","reason":"the customer asked"}""".formatted(mark);

        // When
        Response first = erase(body);
        Response second = erase(body);

        // Then
        first.then().statusCode(202);
        assertThat(second.jsonPath().getString("event"))
                .isEqualTo(first.jsonPath().getString("event"));
        JsonNode event = JSON.readTree(sink.bodies().getFirst());
        assertThat(event.at("/type").asText()).isEqualTo("dev.millrace.audit.erasure-requested.v1");
        assertThat(event.at("/tenant").asText()).isEqualTo("acme");
        assertThat(event.at("/data/correlationId").asText()).isEqualTo("ado/Fabrikam/" + mark);
    }

    @Test
    void erasesOnDeliveryAndTheExportStaysValid() throws IOException {
        // Given
        long seq = append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        SignedCheckpoint earlier = checkpoint();
        erase("{\"tenant\":\"acme\",\"correlationId\":\"ado/Fabrikam/%s\",\"reason\":\"asked\"}".formatted(mark));

        // When
        given().contentType("application/cloudevents+json")
                .body(sink.bodies().getFirst())
                .post("/")
                .then()
                .statusCode(200)
                .body("entries", equalTo(1));

        // Then
        operator().get("/audit/entries/" + seq).then().body("content", nullValue());
        assertThat(verify(earlier)).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void refusesToEraseWhatItDoesNotKnowOrCannotRead() {
        erase("{\"tenant\":\"acme\",\"correlationId\":\"ado/none/1\",\"reason\":\"asked\"}")
                .then()
                .statusCode(404);
        for (String body : new String[] {
            "",
            "{",
            "[]",
            "{\"tenant\":\"acme\"}",
            "{\"tenant\":\"!\",\"correlationId\":\"a/b/c\",\"reason\":\"asked\"}"
        }) {
            erase(body).then().statusCode(400).contentType("application/problem+json");
        }
        assertThat(sink.bodies()).isEmpty();
    }

    @Test
    void answers503WhenTheBrokerIsAway() {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        sink.answer(500);

        // When
        Response response = erase(
                "{\"tenant\":\"acme\",\"correlationId\":\"ado/Fabrikam/%s\",\"reason\":\"asked\"}".formatted(mark));

        // Then
        response.then().statusCode(503).header("Retry-After", "1").body("type", containsString("unavailable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.entries SET leaf = convert_to('{\"id\":\"forged\"}', 'UTF8') WHERE seq = %1$d - 2",
                "DELETE FROM audit.entries WHERE seq >= %1$d - 2",
                "DELETE FROM audit.entries WHERE seq = %1$d - 3",
                """
                UPDATE audit.entries e SET leaf = o.leaf, leaf_hash = o.leaf_hash FROM audit.entries o
                WHERE e.seq + o.seq = 2 * %1$d - 5 AND e.seq >= %1$d - 3 AND o.seq >= %1$d - 3""",
                "UPDATE audit.contents SET digest = salt WHERE seq = %1$d - 1"
            })
    void cannotHideWhatTheSuperuserOfTheDatabaseDid(String deed) throws IOException, SQLException {
        // Given
        IntStream.range(0, 4).forEach(i -> append("acme", "ado/Fabrikam/" + mark, "com.example.one"));
        SignedCheckpoint earlier = checkpoint();
        assertThat(verify(earlier)).isInstanceOf(Verification.Intact.class);

        // When
        Verification verification;
        try (var connection = database.connectAsAdmin();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE entries_before AS SELECT * FROM audit.entries");
            statement.execute("CREATE TABLE contents_before AS SELECT * FROM audit.contents");
            assertThat(statement.executeUpdate(
                            deed.formatted(earlier.checkpoint().size())))
                    .isPositive();
            verification = verify(earlier);
            statement.execute("TRUNCATE audit.entries, audit.contents");
            statement.execute("INSERT INTO audit.entries SELECT * FROM entries_before");
            statement.execute("INSERT INTO audit.contents SELECT * FROM contents_before");
            statement.execute("DROP TABLE entries_before, contents_before");
        }

        // Then
        assertThat(verification).isInstanceOf(Verification.Broken.class);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN);
    }

    private static Response find(String query) {
        return operator().get("/audit/entries?" + query);
    }

    private static Response erase(String body) {
        return operator().contentType("application/json").body(body).post("/audit/erasures");
    }

    private static SignedCheckpoint checkpoint() {
        return SignedCheckpoint.parse(operator().get("/audit/checkpoint").asString());
    }

    private static VerifierKey key() {
        return VerifierKey.parse(operator().get("/audit/key").asString().strip());
    }

    private static Verification verify(SignedCheckpoint earlier) throws IOException {
        byte[] export = operator().get("/audit/export").asByteArray();
        return new Verifier(Trust.key(key()), List.of(earlier)).verify(new ByteArrayInputStream(export));
    }

    private static JsonNode json(Response response) throws IOException {
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.asString());
    }

    private static List<Hash> path(JsonNode answer) {
        List<Hash> path = new ArrayList<>();
        answer.at("/path").forEach(hash -> path.add(Hash.fromBase64(hash.asText())));
        return path;
    }

    /** @return number of the new entry */
    private long append(String tenant, String ticket, String type) {
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
