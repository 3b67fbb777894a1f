package dev.millrace.audit.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.TestDatabase;
import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.note.SignatureCheck;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.proof.ConsistencyProof;
import dev.millrace.transparency.proof.InclusionProof;
import dev.millrace.transparency.proof.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader can prove of the log without trusting whoever keeps it. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "audit"))
class ProofTest extends AuditFixture {

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

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

    private static List<Hash> path(JsonNode answer) {
        List<Hash> path = new ArrayList<>();
        answer.at("/path").forEach(hash -> path.add(Hash.fromBase64(hash.asText())));
        return path;
    }
}
