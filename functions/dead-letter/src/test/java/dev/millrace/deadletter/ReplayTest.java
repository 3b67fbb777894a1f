package dev.millrace.deadletter;

import static dev.millrace.deadletter.Post.FACT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(DeadLetterSurroundings.class)
@SuppressWarnings("NullAway.Init") // the surroundings set the fields
class ReplayTest {

    @Inject
    DeadLetters letters;

    TestDatabase database;

    @Test
    void answersWithTheOriginalEvent() {
        // Given
        Post dead = Post.dead(FACT, "audit")
                .with("subject", "Gr%C3%B6%C3%9Fe%20%22A%22%20100%25")
                .with("dataschema", "https://example.com/schema")
                .with("partitionkey", "p")
                .with("causationid", "c-1")
                .with("somebodys", "own")
                .with("knativebrokerttl", "3")
                .json("{ \"b\": 1.10,\n \"a\": 12345678901234567890.5, \"b\": \"\\u00e4 ö\" }");
        dead.send();

        // When
        Response answer = Post.replay(dead.letter("audit"), 1).send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).isEqualTo("application/json");
        assertThat(answer.asByteArray()).isEqualTo(dead.data());
        dead.attributes()
                .forEach((name, value) -> assertThat(answer.header("ce-" + name))
                        .as(name)
                        .isEqualTo(name.startsWith("knative") ? null : value));
        assertThat(answer.headers().asList().stream()
                        .filter(header -> header.getName().startsWith("ce-")))
                .hasSize((int) dead.attributes().keySet().stream()
                        .filter(name -> !name.startsWith("knative"))
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "application/octet-stream",
        "text/plain",
        "application/json",
        "'application/json; charset=utf-8'",
        "image/png"
    })
    void keepsDataThatIsNoTextByteForByte(String contentType) {
        // Given
        byte[] data = {(byte) 0xff, 0, 1, (byte) 0xc3, '{', '\n', (byte) 0x80};
        Post dead = Post.dead(FACT, "audit").data(contentType, data);
        dead.send();

        // When
        Response answer = Post.replay(dead.letter("audit"), 1).send();

        // Then
        assertThat(answer.contentType()).isEqualTo(contentType);
        assertThat(answer.asByteArray()).isEqualTo(data);
    }

    @Test
    void keepsAnEventWithoutDataEmpty() {
        // Given
        Post dead = Post.dead(FACT, "audit").data("application/json", new byte[0]);
        dead.send();

        // When
        Response answer = Post.replay(dead.letter("audit"), 1).send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo(FACT);
        assertThat(answer.asByteArray()).isEmpty();
    }

    @Test
    void answersARepeatedDeliveryOfTheRequestWithTheSameEvent() {
        // Given
        Post dead = Post.dead(FACT, "audit").data("text/plain", "ö".getBytes(StandardCharsets.ISO_8859_1));
        dead.send();
        Post request = Post.replay(dead.letter("audit"), 1);
        request.send();
        DeadLetter before = found(dead);

        // When
        Response answer = request.send();

        // Then
        assertThat(answer.header("ce-id")).isEqualTo(dead.id());
        assertThat(answer.header("ce-tenant")).isEqualTo("acme");
        assertThat(answer.contentType()).isEqualTo("text/plain");
        assertThat(answer.asByteArray()).isEqualTo(dead.data());
        assertThat(found(dead)).isEqualTo(before);
    }

    @Test
    void doesNothingForASecondRequest() {
        // Given
        Post dead = Post.dead(FACT, "audit");
        dead.send();
        Post.replay(dead.letter("audit"), 1).send();
        DeadLetter before = found(dead);

        // When
        Response answer = Post.replay(dead.letter("audit"), 1).send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(found(dead)).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0", "2", "-1"})
    void doesNothingForAnotherDeathThanTheLast(int occurrence) {
        // Given
        Post dead = Post.dead(FACT, "audit");
        dead.send();

        // When
        Response replay = Post.replay(dead.letter("audit"), occurrence).send();
        Response drop = Post.drop(dead.letter("audit"), occurrence).send();

        // Then
        assertThat(replay.statusCode()).isEqualTo(204);
        assertThat(drop.statusCode()).isEqualTo(204);
        assertThat(found(dead).state()).isEqualTo(new State.Stored());
    }

    @Test
    void replaysALetterOfNobody() {
        // Given
        Post dead = Post.dead("com.example.order.created", "audit")
                .without("tenant")
                .without("time");
        dead.send();

        // When
        Response answer =
                Post.replay(dead.letter("audit"), 1).with("tenant", "platform").send();

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo("com.example.order.created");
        assertThat(answer.header("ce-tenant")).isNull();
        assertThat(answer.header("ce-time")).isNull();
    }

    @Test
    void dropsALetterForGood() {
        // Given
        Post dead = Post.dead(FACT, "audit");
        dead.send();
        Response dropped = Post.drop(dead.letter("audit"), 1).send();

        // When
        Response replay = Post.replay(dead.letter("audit"), 1).send();
        Response death = dead.send();

        // Then
        assertThat(dropped.statusCode()).isEqualTo(204);
        assertThat(replay.statusCode()).isEqualTo(204);
        assertThat(death.statusCode()).isEqualTo(204);
        assertThat(found(dead).state())
                .isInstanceOfSatisfying(
                        State.Dropped.class, state -> assertThat(state.reason()).isEqualTo("obsolete"));
        assertThat(found(dead).occurrence()).isEqualTo(1);
    }

    @Test
    void refusesToDropAnUnknownLetterAndTakesTheRequestOnceItIsKnown() {
        // Given
        Post dead = Post.dead(FACT, "audit");
        Post request = Post.drop(dead.letter("audit"), 1);
        Response unknown = request.send();
        dead.send();

        // When
        Response known = request.send();

        // Then
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(known.statusCode()).isEqualTo(204);
        assertThat(found(dead).state()).isInstanceOf(State.Dropped.class);
    }

    @Test
    void forgetsSettledLettersAfterThirtyDays() throws SQLException {
        // Given
        UUID old = settled(31);
        UUID recent = settled(29);
        Post waiting = Post.dead(FACT, "audit");
        waiting.send();

        // When
        try (var connection = database.connect("dead_letter");
                var statement = connection.createStatement()) {
            statement.execute("SELECT forget_dead_letters()");
        }

        // Then
        assertThat(letters.find(old).await().indefinitely()).isEmpty();
        assertThat(letters.find(recent).await().indefinitely()).isPresent();
        assertThat(found(waiting).state()).isEqualTo(new State.Stored());
    }

    @Test
    void maySettleLettersButNotDeleteThem() throws SQLException {
        // When
        try (var connection = database.connect("dead_letter");
                var statement = connection.createStatement()) {

            // Then
            assertThatThrownBy(() -> statement.execute("DELETE FROM dead_letters"))
                    .hasMessageContaining("permission denied");
        }
    }

    private UUID settled(int daysAgo) throws SQLException {
        Post dead = Post.dead(FACT, "audit");
        dead.send();
        UUID id = dead.letter("audit");
        Post.drop(id, 1).send();
        try (var connection = database.connectAsAdmin();
                var statement = connection.prepareStatement(
                        "UPDATE dead_letter.dead_letters SET settled_at = now() - ? * interval '1 day' WHERE id = ?")) {
            statement.setInt(1, daysAgo);
            statement.setObject(2, id);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
        return id;
    }

    private DeadLetter found(Post dead) {
        return letters.find(dead.letter("audit")).await().indefinitely().orElseThrow();
    }
}
