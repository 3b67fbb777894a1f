package dev.millrace.approval.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** Teams that want to know who decides. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
@WithTestResource(StandInProvider.class)
class SignInTest extends SignInFixture {

    @Test
    void aPersonWhoSignsInDecidesUnderTheirName() {
        // Given
        UUID approval = openFor("Ada@Example.com");
        String link = link(approval, "ada");
        Document before = open(link);

        // When
        String session = session(link);
        Document after = page(link, session);
        Response sent = decide(link, formToken(after), session, "");
        var answers = bringBack();

        // Then
        assertThat(before.select("form")).isEmpty();
        assertThat(before.select("#decide").text()).isEqualTo("Sign in first");
        assertThat(after.select("button").eachText()).contains("Approve");
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.jsonPath().getList("votes.by")).containsExactly("Ada Lovelace"));
        assertThat(ledger.trail(tenant, approval).await().indefinitely().acts())
                .singleElement()
                .extracting("means")
                .isEqualTo("PERSON");
    }

    @Test
    void theCookieIsForThisSiteAndItsServerAlone() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        Attempt attempt = begin(link);

        // When
        Response answer = comeBack(attempt);

        // Then
        assertThat(answer.headers().getValues("Set-Cookie"))
                .hasSize(2)
                .allSatisfy(
                        cookie -> assertThat(cookie).contains("HTTPOnly", "Secure", "SameSite=Lax", "Path=/approvals"))
                .anySatisfy(cookie ->
                        assertThat(cookie).startsWith("millrace-sign-in=;").contains("Max-Age=0"));
        assertThat(attempt.location())
                .contains(
                        "code_challenge_method=S256", "response_type=code", "gate.example.com%2Fapprovals%2Fsigned-in")
                .doesNotContain("prompt=");
    }

    @Test
    void aFormWithoutASessionDecidesNothing() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        String session = session(link);
        String form = formToken(page(link, session));

        // When
        Response naked = send(link, form, DIFF, "approve", "");
        Response forged = decide(link, form, "bm90aGluZw.415de459.bm90aGluZw", "");
        clock.forward(Duration.ofMinutes(60));
        Response late = decide(link, form, session, "As long as it stays <configurable>.");

        // Then
        assertThat(naked.statusCode()).isEqualTo(403);
        assertThat(forged.statusCode()).isEqualTo(403);
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(late.asString()).select("blockquote").text())
                .isEqualTo("As long as it stays <configurable>.");
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void theLinkOfSomebodyElseDecidesNothing() {
        // Given
        UUID approval = openFor("ada@example.com");
        String own = link(approval, "ada");
        String other = link(approval, "bob");
        String session = session(own);
        String form = formToken(page(own, session));

        // When
        Document page = page(other, session);
        Response answer = decide(other, form, session, "");
        Response anew = browser()
                .cookie("millrace-session", session)
                .get(page.select("a.button").attr("href"));

        // Then
        assertThat(page.select("form")).isEmpty();
        assertThat(page.text()).contains("signed in as ada@example.com");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(anew.header("Location")).contains("prompt=select_account");
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void aVoteOfAMereLinkDoesNotCountHoweverItCame() {
        // Given
        demandSignIn();
        UUID approval = open();

        // When
        deliver("vote-requested", vote(approval, "ada", true));
        deliver("delegation-requested", act(approval, "ada").put("to", "dora"));
        deliver("retraction-requested", act(approval, "ada"));
        deliver("vote-requested", vote(approval, "ada", true).put("means", "operator"));

        // Then
        assertThat(results(approval)).containsExactly("not-signed-in", "not-signed-in", "not-signed-in", "decided");
    }

    @Test
    void whatWasDemandedOnceStaysDemanded() {
        // Given
        team(2);
        UUID approval = open();
        demandSignIn();
        remind(approval, 0);

        // When
        team(2);
        remind(approval, 1);
        deliver("vote-requested", vote(approval, "ada", true));

        // Then
        assertThat(results(approval)).containsExactly("not-signed-in");
        assertThat(open(link(approval, "ada")).select("#decide").text()).isEqualTo("Sign in first");
    }

    @Test
    void somebodyWhoLeftTheDirectoryDecidesNoMore() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        String session = session(link);
        String form = formToken(page(link, session));
        teams.write(
                tenant.value(),
                TEAM.replace("ada@example.com", "gone@example.com").formatted(1));
        clock.forward(Duration.ofSeconds(30));

        // When
        Response answer = decide(link, form, session, "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void theWayThereIsInGermanToo() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");

        // When
        Document page = Jsoup.parse(given().urlEncodingEnabled(false)
                .header("Accept-Language", "de")
                .get(link)
                .asString());

        // Then
        assertThat(page.select("#decide").text()).isEqualTo("Bitte zuerst anmelden");
        assertThat(page.select("a.button").text()).isEqualTo("Anmelden");
    }

    private void remind(UUID approval, int step) {
        clock.forward(Duration.ofHours(4));
        deliver(
                "reminder-requested",
                JSON.createObjectNode().put("approval", approval.toString()).put("step", step));
    }
}
