package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Quiet hours and digests: who waits, who does not, and what wakes the function. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class LaterTest extends NotificationFixture {

    private static final String QUIET = "zone: Europe/Berlin\nquietHours: {from: \"22:00\", to: \"07:00\"}\n";
    private static final Instant NIGHT = Instant.parse("2026-11-23T22:30:00Z");
    private static final Instant SEVEN = Instant.parse("2026-11-24T06:00:00Z");

    @Test
    void atNightPeopleAreLeftInPeaceUntilTheMorning() {
        // Given
        teamWithSlack(QUIET);
        clock.set(NIGHT);

        // When
        Response held = tell("q-1", stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(held.header("ce-type")).isEqualTo("dev.millrace.notification.held.v1");
        assertThat(held.jsonPath().getString("reason")).isEqualTo("quiet-hours");
        assertThat(held.jsonPath().getString("until")).isEqualTo(SEVEN.toString());
        assertThat(hooks.calls(path("slack"))).isEmpty();
        assertThat(alarms()).hasSize(1);
        assertThat(alarms().getFirst().at("/data/at").asText()).isEqualTo(SEVEN.toString());
        assertThat(alarms().getFirst().path("tenant").asText()).isEqualTo(tenant.value());
    }

    @Test
    void theMostSevereWakesPeople() {
        // Given
        teamWithSlack(QUIET + "digest: PT1H\n");
        clock.set(NIGHT);

        // When
        Response sent = tell(stopped("p1", "ado/Fiber/1"));

        // Then
        assertThat(sent.header("ce-type")).isEqualTo("dev.millrace.notification.sent.v1");
        assertThat(hooks.calls(path("slack"))).hasSize(1);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void inTheMorningWhatWaitedIsToldTogether() {
        // Given
        teamWithSlack(QUIET);
        clock.set(NIGHT);
        tell(stopped("p2", "ado/Fiber/1"));
        tell(stopped("p3", "ado/Fiber/2"));
        clock.set(SEVEN);

        // When
        Response told = ring();

        // Then
        assertThat(told.statusCode()).as(told.asString()).isEqualTo(200);
        assertThat(told.jsonPath().getString("template")).isEqualTo("digest");
        assertThat(hooks.calls(path("slack"))).hasSize(1);
        JsonNode message = json(hooks.calls(path("slack")).getFirst().body());
        assertThat(message.at("/text").asText()).isEqualTo("2 messages for you");
        assertThat(message.toString())
                .contains("Work on ticket ado/Fiber/1 stopped", "Work on ticket ado/Fiber/2 stopped");
        assertThat(alarms())
                .extracting(alarm -> alarm.path("id").asText())
                .hasSize(2)
                .containsOnly(alarms().getFirst().path("id").asText());
    }

    @Test
    void oneThatWaitedAloneIsToldAsItself() throws Exception {
        // Given
        team("notifications:\n" + QUIET.indent(2));
        clock.set(NIGHT);
        tell(asked(List.of("bob")));
        clock.set(SEVEN);

        // When
        ring().then().statusCode(200);

        // Then
        assertThat(mails("bob@example.com")).hasSize(1);
        assertThat(mails("bob@example.com").getFirst().getSubject())
                .isEqualTo("Your approval is asked for: feat: a setting");
    }

    @Test
    void newsIsCollectedForAWhile() {
        // Given
        teamWithSlack("digest: PT1H\n");

        // When
        Response held = tell(stopped("p3", "ado/Fiber/1"));
        Response atOnce = tell(stopped("p2", "ado/Fiber/2"));

        // Then
        assertThat(held.jsonPath().getString("reason")).isEqualTo("digest");
        assertThat(held.jsonPath().getString("until")).isEqualTo("2026-11-23T11:00:00Z");
        assertThat(atOnce.header("ce-type")).isEqualTo("dev.millrace.notification.sent.v1");
    }

    @Test
    void whatComesAtTheLastMomentHasAnAlarmOfItsOwn() {
        // Given
        teamWithSlack("digest: PT1H\n");
        tell(stopped("p3", "ado/Fiber/1"));
        clock.set(HandClock.MORNING.plusSeconds(3_590));

        // When
        tell(stopped("p3", "ado/Fiber/2"));

        // Then
        assertThat(alarms())
                .extracting(alarm -> alarm.at("/data/at").asText())
                .containsExactly("2026-11-23T11:00:00Z", "2026-11-23T11:01:00Z");
    }

    @Test
    void whatIsForInformationIsNoDeadLetterWhenItWaited() {
        // Given
        teamWithSlack("digest: PT1H\n");
        tell(stopped("p3", "ado/Fiber/1"));
        clock.set(HandClock.MORNING.plusSeconds(3_600));
        hooks.next(path("slack"), 410);

        // When
        Response missed = ring();

        // Then
        assertThat(missed.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
    }

    @Test
    void aDigestThatWouldComeAtNightWaitsForTheMorning() {
        // Given
        teamWithSlack(QUIET + "digest: PT6H\n");
        clock.set(Instant.parse("2026-11-23T18:30:00Z"));

        // When
        Response held = tell(stopped("p3", "ado/Fiber/1"));

        // Then
        assertThat(held.jsonPath().getString("until")).isEqualTo(SEVEN.toString());
    }

    @Test
    void manyMakeSeveralLettersAndNoneIsLost() {
        // Given
        teamWithSlack("digest: PT1H\n");
        for (int i = 0; i < 25; i++) {
            tell(stopped("p3", "ado/Fiber/" + i));
        }
        clock.set(HandClock.MORNING.plusSeconds(3600));

        // When
        ring().then().statusCode(200);

        // Then
        assertThat(hooks.calls(path("slack"))).hasSize(3);
        String all = hooks.calls(path("slack")).toString();
        for (int i = 0; i < 25; i++) {
            assertThat(all).contains("Work on ticket ado/Fiber/" + i + " stopped");
        }
    }

    @Test
    void anAlarmThatRingsAgainTellsNothingTwice() {
        // Given
        teamWithSlack("digest: PT1H\n");
        tell(stopped("p3", "ado/Fiber/1"));
        clock.set(HandClock.MORNING.plusSeconds(3600));
        hooks.next(path("slack"), 503);
        int refused = ring().statusCode();
        int answered = ring().statusCode();

        // When
        int again = ring().statusCode();

        // Then
        assertThat(List.of(refused, answered, again)).containsExactly(503, 200, 200);
        assertThat(hooks.calls(path("slack"))).hasSize(2);
    }

    @Test
    void whatComesWhileABatchIsUnderWayWaitsForItsOwnAlarm() {
        // Given
        teamWithSlack("digest: PT1H\n");
        tell(stopped("p3", "ado/Fiber/1"));
        JsonNode first = alarms().getLast();
        clock.set(HandClock.MORNING.plusSeconds(3600));
        hooks.next(path("slack"), 503);
        deliver("alarm.rang", "rang", first.path("data")).then().statusCode(503);
        tell(stopped("p3", "ado/Fiber/2"));
        clock.set(HandClock.MORNING.plusSeconds(7200));

        // When
        deliver("alarm.rang", "rang", first.path("data")).then().statusCode(200);

        // Then
        assertThat(hooks.calls(path("slack")).getLast().body())
                .contains("ado/Fiber/1")
                .doesNotContain("ado/Fiber/2");
        ring().then().statusCode(200);
        assertThat(hooks.calls(path("slack")).getLast().body()).contains("ado/Fiber/2");
    }

    @Test
    void anAlarmOfAClockThatIsAheadTellsAllTheSame() {
        // Given
        teamWithSlack("digest: PT1H\n");
        tell(stopped("p3", "ado/Fiber/1"));
        clock.set(HandClock.MORNING.plusSeconds(3599));

        // When
        ring().then().statusCode(200);

        // Then
        assertThat(hooks.calls(path("slack"))).hasSize(1);
    }

    @Test
    void anAlarmForNothingOrForOthersIsDone() {
        assertThat(deliver("alarm.rang", "a-1", Map.of("name", "notification", "at", NIGHT.toString()))
                        .statusCode())
                .isEqualTo(204);
        assertThat(deliver("alarm.rang", "a-2", Map.of("name", "somebody-else", "at", NIGHT.toString()))
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void withoutTheBrokerNothingIsHeldInSilence() {
        // Given
        teamWithSlack("digest: PT1H\n");
        broker.answer(503);
        String id = UUID.randomUUID().toString();
        tell(id, stopped("p3", "ado/Fiber/1")).then().statusCode(503);
        broker.answer(202);

        // When
        Response held = tell(id, stopped("p3", "ado/Fiber/1"));

        // Then
        assertThat(held.statusCode()).isEqualTo(200);
        assertThat(alarms()).hasSize(1);
    }

    @Test
    void whatWaitedForATeamThatIsGoneIsMissed() {
        // Given
        teamWithSlack("digest: PT1H\n");
        tell(stopped("p3", "ado/Fiber/1"));
        clock.set(HandClock.MORNING.plusSeconds(3600));
        team("");

        // When
        Response missed = ring();

        // Then
        assertThat(missed.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
        assertThat(missed.jsonPath().getList("missed")).hasSize(1);
    }
}
