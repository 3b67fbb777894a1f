package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.notification.HookServer.Reaction;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks that are slow, broken, gone or away, and a function that dies in between. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class FaultsTest extends NotificationFixture {

    private final String id = UUID.randomUUID().toString();

    static Stream<Reaction> passing() {
        return Stream.of(
                new Reaction.Answer(429, Map.of()),
                new Reaction.Answer(408, Map.of()),
                new Reaction.Answer(500, Map.of()),
                new Reaction.Answer(503, Map.of("Retry-After", "soon")),
                new Reaction.Cut(),
                new Reaction.Silence(),
                new Reaction.Flood(502));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatMayPassComesAgain(Reaction reaction) {
        // Given
        teamWithSlack("");
        hooks.next(path("slack"), reaction);

        // When
        Response first = tell(id, stopped("p2", "ado/Fiber/1"));
        Response second = tell(id, stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.asString()).contains("The channel 'slack' did not take it");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(hooks.calls(path("slack"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 301, 307})
    void whatWillNotPassIsADeadLetterWithTheReason(int status) {
        // Given
        teamWithSlack("");
        hooks.next(path("slack"), new Reaction.Answer(status, Map.of("Location", hooks.address("/elsewhere"))));

        // When
        Response answer = tell(id, stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains(Integer.toString(status)).contains("replay the dead letter");
        assertThat(hooks.calls("/elsewhere")).isEmpty();
    }

    @Test
    void whatIsForInformationEndsWithTheReasonAlone() {
        // Given
        teamWithSlack("");
        hooks.next(path("slack"), 410);

        // When
        Response answer = tell(id, stopped("p3", "ado/Fiber/1"));

        // Then
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
        assertThat(answer.jsonPath().getString("missed[0].reason")).isEqualTo("refused");
    }

    @Test
    void aReplayedDeadLetterTriesTheMendedChannelAgain() {
        // Given
        teamWithSlack("");
        hooks.next(path("slack"), 410);
        tell(id, stopped("p1", "ado/Fiber/1")).then().statusCode(422);

        // When
        Response replayed = tell(id, stopped("p1", "ado/Fiber/1"));

        // Then
        assertThat(replayed.statusCode()).isEqualTo(200);
        assertThat(hooks.calls(path("slack"))).hasSize(2);
    }

    @Test
    void whoeverAskedToBeLeftAloneIsNotAskedBefore() {
        // Given
        teamWithSlack("");
        hooks.next(path("slack"), new Reaction.Answer(429, Map.of("Retry-After", "30")));
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(503);
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(503);
        int before = hooks.calls(path("slack")).size();
        clock.set(HandClock.MORNING.plusSeconds(30));

        // When
        Response after = tell(id, stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(before).isEqualTo(1);
        assertThat(after.statusCode()).isEqualTo(200);
    }

    @Test
    void onlyThoseWhoHaveItNotYetAreToldAgain() {
        // Given
        teamWithHooks();
        hooks.next(path("teams"), 503);
        hooks.next(path("pager"), 410);
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(503);

        // When
        Response answer = tell(id, stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(answer.jsonPath().getList("channels")).containsExactly("slack", "teams");
        assertThat(answer.jsonPath().getList("missed.channel")).containsExactly("pager");
        assertThat(hooks.calls(path("slack"))).hasSize(1);
        assertThat(hooks.calls(path("teams"))).hasSize(2);
        assertThat(hooks.calls(path("pager"))).hasSize(1);
    }

    @Test
    void whoDiesBeforeTheAnswerIsKeptSendsNothingTwice() {
        // Given
        teamWithHooks();
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(200);
        execute("UPDATE notification.processed SET settled = false, reply = NULL, lease_until = '-infinity'");

        // When
        Response again = tell(id, stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(again.jsonPath().getList("channels")).containsExactly("pager", "slack", "teams");
        assertThat(hooks.calls(path("slack"))).hasSize(1);
        assertThat(hooks.calls(path("pager"))).hasSize(1);
    }

    @Test
    void whoDiesBetweenSendingAndKeepingSendsAgainUnderTheSameKey() throws Exception {
        // Given
        team("notifications: {channels: [{name: all, kind: email, to: [bob]}], routes: [{channels: [all]}]}");
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(200);
        execute("DELETE FROM notification.deliveries");
        execute("UPDATE notification.processed SET settled = false, reply = NULL, lease_until = '-infinity'");

        // When
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(200);

        // Then
        assertThat(mails("bob@example.com")).hasSize(2);
        assertThat(mails("bob@example.com").get(0).getMessageID())
                .endsWith("@platform.example>")
                .isEqualTo(mails("bob@example.com").get(1).getMessageID());
    }

    @Test
    void whatAnotherDeliveryHoldsIsLeftToIt() {
        // Given
        teamWithSlack("");
        tell(id, stopped("p2", "ado/Fiber/1")).then().statusCode(200);
        execute("UPDATE notification.processed SET settled = false, reply = NULL, lease_until = 'infinity'");

        // When
        Response meanwhile = tell(id, stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(meanwhile.statusCode()).isEqualTo(409);
        assertThat(hooks.calls(path("slack"))).hasSize(1);
    }

    /** What another process would have left behind. */
    private void execute(String sql) {
        try (var connection = database.connectAsAdmin();
                var statement = connection.prepareStatement(sql + " WHERE tenant = ?")) {
            statement.setString(1, tenant.value());
            assertThat(statement.executeUpdate()).isPositive();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
