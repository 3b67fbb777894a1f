package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A team that wants to know who decides, and a provider where its people sign in. */
@SuppressWarnings("NullAway.Init") // the surroundings set the fields
abstract class SignInFixture extends PageFixture {

    StandInProvider provider;

    /** What a browser holds on its way to the provider. */
    record Attempt(String location, String cookie) {}

    void demandSignIn() {
        teams.write(tenant.value(), TEAM.formatted(1) + "  requireSignIn: true\n");
    }

    /** A question to a team that demands it, and somebody at the provider who says to be so. */
    UUID openFor(String email) {
        demandSignIn();
        provider.signsIn(email, clock.instant());
        return open();
    }

    Attempt begin(String link) {
        Response answer =
                browser().get(open(link).select("a[href^=/approvals/sign-in]").attr("href"));
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return new Attempt(answer.header("Location"), answer.cookie("millrace-sign-in"));
    }

    /** The provider's part: where it sends people back to. */
    static URI authorize(Attempt attempt) {
        Response page = RestAssured.given().urlEncodingEnabled(false).get(attempt.location());
        return URI.create(Jsoup.parse(page.asString()).select("a").attr("href"));
    }

    static Response arrive(URI back, String cookie) {
        return browser().cookie("millrace-sign-in", cookie).get(back.getRawPath() + "?" + back.getRawQuery());
    }

    static Response comeBack(Attempt attempt) {
        return arrive(authorize(attempt), attempt.cookie());
    }

    String session(String link) {
        Response answer = comeBack(begin(link));
        assertThat(answer.header("Location")).as(answer.asString()).isEqualTo(link);
        return answer.cookie("millrace-session");
    }

    static Document page(String link, String session) {
        return Jsoup.parse(
                browser().cookie("millrace-session", session).get(link).asString());
    }

    static Response decide(String link, String form, String session, String comment) {
        return browser()
                .cookie("millrace-session", session)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType("application/x-www-form-urlencoded")
                .urlEncodingEnabled(true)
                .formParams(Map.of("form", form, "diff", DIFF, "decision", "approve", "comment", comment))
                .post(link);
    }

    static void assertNobody(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
        assertThat(answer.cookies()).doesNotContainKey("millrace-session");
        assertThat(Jsoup.parse(answer.asString()).title()).isEqualTo("Nobody was signed in");
    }
}
