package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forged, foreign, old, endless and senseless forms: none of them decides, and everybody gets a page that says why. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class HostileFormsTest extends PageFixture {

    @Test
    void takesNoFormThatWasMadeForSomethingElse() {
        // Given
        team(1);
        UUID approval = open();
        UUID other = open();
        String link = link(approval, "ada");
        String form = formToken(open(link));

        // Then
        assertThat(send(link, formToken(open(link(approval, "bob"))), DIFF, "approve", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(link, formToken(open(link(other, "ada"))), DIFF, "approve", "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(link, form.substring(1), DIFF, "approve", "").statusCode())
                .isEqualTo(403);
        assertThat(send(link, "", DIFF, "approve", "").statusCode()).isEqualTo(403);
        assertThat(send(link, form, "0".repeat(64), "approve", "").statusCode()).isEqualTo(409);
        assertThat(send(link, form, "no digest", "approve", "").statusCode()).isEqualTo(409);
        assertThat(send(link, form, DIFF, "perhaps", "").statusCode()).isEqualTo(400);
        assertThat(send(link, form, DIFF, "", "").statusCode()).isEqualTo(400);
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void showsThePageAnewWhenItWasOpenForTooLong() {
        // Given
        team(1);
        String link = link(open(), "ada");
        String form = formToken(open(link));
        clock.forward(Duration.ofHours(3));

        // When
        Response answer = send(link, form, DIFF, "approve", "My words.");

        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Jsoup.parse(answer.asString()).select("textarea").text()).isEqualTo("My words.");
        assertThat(send(link, formToken(Jsoup.parse(answer.asString())), DIFF, "approve", "")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void keepsALongCommentForMendingAndThrowsAnEndlessOneAway() {
        // Given
        team(1);
        String link = link(open(), "ada");

        // When
        Response tooLong = press(link, "reject", "n".repeat(1_001));
        Response endless = press(link, "reject", "n".repeat(100_000));

        // Then
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(tooLong.asString()).select("textarea").text()).hasSize(1_000);
        assertThat(endless.statusCode()).isEqualTo(413);
        assertThat(published("vote-requested")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, none",
        "Origin, https://evil.example",
        "Origin, http://gate.example.com"
    })
    void takesNoFormFromElsewhere(String header, String value) {
        // Given
        team(1);
        String link = link(open(), "ada");
        String form = formToken(open(link));

        // When
        Response answer = browser()
                .header(header, value)
                .contentType("application/x-www-form-urlencoded")
                .body("form=" + form + "&diff=" + DIFF + "&decision=approve")
                .post(link);

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(published("vote-requested")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%zz=%", "form=a&form=b", "=&=&=", "decision=approve"})
    void understandsNoFormThatIsNone(String body) {
        // Given
        team(1);
        String link = link(open(), "ada");

        // When
        Response answer = browser()
                .contentType("application/x-www-form-urlencoded")
                .body(body)
                .post(link);

        // Then
        assertThat(answer.statusCode()).isBetween(400, 499);
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void refusesOtherMethodsAndMediaTypes() {
        // Given
        team(1);
        String link = link(open(), "ada");

        // Then
        for (String method : List.of("PUT", "DELETE", "PATCH")) {
            Response answer = browser().request(method, link);
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.header("Allow")).contains("GET", "POST");
        }
        assertThat(browser()
                        .contentType("application/json")
                        .body("{}")
                        .post(link)
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void saysThatItShouldBeTriedAgainWhenTheBrokerIsAway() {
        // Given
        team(1);
        String link = link(open(), "ada");
        String form = formToken(open(link));
        broker.answer(500);

        // When
        Response refused = send(link, form, DIFF, "approve", "");
        broker.answer(202);
        Response taken = send(link, form, DIFF, "approve", "");

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Jsoup.parse(refused.asString()).title()).isEqualTo("Please try again");
        assertThat(taken.statusCode()).isEqualTo(303);
    }
}
