package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMailUtil;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told what by mail, and what is said of whom nothing reaches. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class NotificationFunctionTest extends NotificationFixture {

    private static final String TO_ALL = """
        notifications:
          channels: [{name: everybody, kind: email, to: [leads, cy]}]
          routes: [{channels: [everybody]}]
        """;

    @Test
    void writesToPeopleByNameInTheirOwnLanguage() throws Exception {
        // Given
        team("");

        // When
        Response answer = tell("n-1", asked(List.of("ada", "bob")));

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.sent.v1");
        assertThat(answer.header("ce-causationid")).isEqualTo("n-1");
        assertThat(answer.jsonPath().getList("channels")).containsExactly("email");
        MimeMessage german = mails("ada@example.com").getFirst();
        assertThat(german.getSubject()).isEqualTo("Ihre Zustimmung ist gefragt: feat: a setting");
        assertThat(german.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(german.getFrom()[0]).hasToString("millrace@platform.example");
        assertThat(mails("bob@example.com").getFirst().getSubject())
                .isEqualTo("Your approval is asked for: feat: a setting");
        assertThat(GreenMailUtil.getWholeMessage(german))
                .contains("multipart/alternative", "text/plain", "text/html")
                .contains("https://gate.example.com/approvals/1?t=3Dsecret");
    }

    @Test
    void whatNamesPeopleGoesToNoChannel() {
        // Given
        teamWithHooks();

        // When
        tell(asked(List.of("ada"))).then().statusCode(200);

        // Then
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(hooks.calls(path("teams"))).isEmpty();
        assertThat(hooks.calls(path("slack"))).isEmpty();
    }

    @Test
    void whatNamesNobodyGoesWhereTheRouteSays() {
        // Given
        team(TO_ALL);

        // When
        Response answer = tell(stopped("p2", "ado/Fiber/1"));

        // Then
        assertThat(answer.jsonPath().getList("channels")).containsExactly("everybody");
        assertThat(answer.jsonPath().getString("missed[0].recipient")).isEqualTo("cy");
        assertThat(answer.jsonPath().getString("missed[0].reason")).isEqualTo("no-address");
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aRepeatedDeliveryIsAnsweredAlikeAndSendsNothing() {
        // Given
        team(TO_ALL);
        String id = UUID.randomUUID().toString();
        Response first = tell(id, stopped("p2", "ado/Fiber/2"));

        // When
        Response second = tell(id, stopped("p2", "ado/Fiber/2"));

        // Then
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aBudgetThatIsReachedIsTold() throws Exception {
        // Given
        team(TO_ALL);

        // When
        Response answer = deliver("budget.reached", "b-1", json("""
            {"budget":"models","start":"2026-11-01","end":"2026-12-01","percent":90,
             "booked":{"nanos":9005000000,"currency":"EUR"},"cap":{"nanos":10000000000,"currency":"EUR"}}"""));

        // Then
        assertThat(answer.jsonPath().getString("template")).isEqualTo("budget-reached");
        MimeMessage told = mails("bob@example.com").getFirst();
        assertThat(told.getSubject()).isEqualTo("Budget models: 90 % used");
        assertThat(GreenMailUtil.getWholeMessage(told)).contains("Booked are 9.01 EUR of 10.00 EUR.");
    }

    @Test
    void namesOfNobodyAndPeopleWithoutMailAreMissed() {
        // Given
        team("");

        // When
        Response answer = tell(asked(List.of("cy", "nobody")));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
        assertThat(answer.jsonPath().getList("missed.recipient")).containsExactly("cy", "nobody");
        assertThat(answer.jsonPath().getList("missed.reason")).containsOnly("no-address");
    }

    @ParameterizedTest
    @CsvSource({"p2, 200", "p3, 200", "p1, 422"})
    void withoutARouteOnlyTheMostSevereBecomesADeadLetter(String severity, int status) {
        // Given
        team("");

        // When
        Response answer = tell(stopped(severity, "ado/Fiber/3"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.asString()).contains("has no route for this message");
    }

    @Test
    void withoutATeamDirectoryTheReplySaysSo() {
        // When
        Response answer = tell(stopped("p2", "ado/Fiber/4"));

        // Then
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
        assertThat(answer.jsonPath().getString("missed[0].reason")).isEqualTo("no-channel");
        assertThat(answer.jsonPath().getString("missed[0].detail")).contains("no team directory");
    }

    @Test
    void aReplayedDeadLetterIsSentOnceThereIsARoute() {
        // Given
        team("");
        String id = UUID.randomUUID().toString();
        tell(id, stopped("p1", "ado/Fiber/5")).then().statusCode(422);
        clock.set(HandClock.MORNING.plusSeconds(60));
        team(TO_ALL);

        // When
        Response replayed = tell(id, stopped("p1", "ado/Fiber/5"));

        // Then
        assertThat(replayed.statusCode()).as(replayed.asString()).isEqualTo(200);
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-such-template | There is no template 'no-such-template'",
                "../mail/html | There is no template",
                "digest | There is no template 'digest'",
                "'' | There is no template"
            })
    void anUnknownTemplateIsADeadLetter(String template, String reason) {
        // Given
        team(TO_ALL);

        // When
        Response answer =
                tell(Map.of("severity", "p2", "template", template, "to", List.of(), "values", Map.of("ticket", "1")));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains(reason);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aValueThatTheTemplateNeedsIsMissedAtOnce() {
        // Given
        team(TO_ALL);

        // When
        Response answer =
                tell(Map.of("severity", "p2", "template", "workflow-stopped", "to", List.of(), "values", Map.of()));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.asString()).contains("shows a value that the event does not have");
    }

    @ParameterizedTest
    @CsvSource({"notification.sent", "notification.failed", "notification.held", "alarm.requested", "budget.reached"})
    void whatIsNotForItIsRefusedAndNothingIsSent(String type) {
        // When
        Response answer = deliver(type, UUID.randomUUID().toString(), Map.of("severity", "p9"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(broker.bodies()).isEmpty();
    }

    @Test
    void itsRepliesAskForNoNotification() {
        // Given
        team("");

        // When
        Response answer = tell(asked(List.of("nobody")));

        // Then
        assertThat(deliver(
                                answer.header("ce-type").replaceAll("dev\\.millrace\\.|\\.v1", ""),
                                "again",
                                json(answer.asString()))
                        .statusCode())
                .isEqualTo(422);
        assertThat(broker.bodies()).isEmpty();
    }
}
