package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.approval.Approver;
import dev.millrace.approval.TeamFolder;
import dev.millrace.approval.link.Forms;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How people hand their say on, and take their yes back, with their links. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class DelegationPageTest extends PageFixture {

    @Inject
    Forms forms;

    @Test
    void offersThoseOfTheTeamWhoMayDecideAndWereNotAsked() {
        // Given
        team(1);

        // When
        Document page = open(link(open(), "ada"));

        // Then
        assertThat(page.select("select option").eachText())
                .containsExactly("Choose a person", "Cy (cy)", "Dora (dora)");
        assertThat(page.select("label[for=to]").text()).isEqualTo("Who decides in your place");
        assertThat(page.select("details:has(select)[open]")).isEmpty();
    }

    @Test
    void aSayIsHandedOnByTheFormAndBothLinksSaySo() {
        // Given
        team(1);
        UUID approval = open();
        String link = link(approval, "ada");

        // When
        Response sent = hand(link, formToken(open(link)), "cy");
        Document pending = open(sent.header("Location"));
        bringBack();
        Document own = open(sent.header("Location"));
        Document other = open(link(approval, "cy"));

        // Then
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(headline(pending)).isEqualTo("Your decision was handed in");
        assertThat(headline(own)).isEqualTo("Somebody else decides in your place");
        assertThat(own.select("form")).isEmpty();
        assertThat(own.select("ul.people li").eachText())
                .containsExactly(
                        "Ada Lovelace: handed their say on to Cy",
                        "Bob: has not decided",
                        "Cy (for Ada Lovelace): has not decided");
        assertThat(own.text()).contains("1 of 2 must say yes");
        assertThat(headline(other)).isEqualTo("Your decision is asked for");
        assertThat(published("delegation-requested"))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/data/origin/agent").asText()).isEqualTo("Firefox"));
    }

    @Test
    void anOldFormOfWhoHandedOnDecidesNothing() {
        // Given
        team(1);
        UUID approval = open();
        String link = link(approval, "ada");
        String form = formToken(open(link));
        hand(link, formToken(open(link)), "cy");
        bringBack();
        broker.forget();

        // When
        Response answer = send(link, form, DIFF, "approve", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(published("vote-requested")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "erika", "bob", "mallory", "<script>"})
    void asksAgainForSomebodyWhoMayDecide(String to) {
        // Given
        team(1);
        String link = link(open(), "ada");

        // When
        Response answer = hand(link, formToken(open(link)), to);

        // Then
        Document page = Jsoup.parse(answer.asString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(page.select("[role=alert]").text()).contains("choose somebody");
        assertThat(page.select("details[open] select[aria-invalid=true]")).hasSize(1);
        assertThat(page.select("textarea[aria-invalid=true]")).isEmpty();
        assertThat(published("delegation-requested")).isEmpty();
    }

    @Test
    void aYesIsTakenBackByTheFormWhileOthersMustDecide() {
        // Given
        team(2);
        UUID approval = open();
        String link = link(approval, "ada");
        press(link, "approve", "");
        bringBack();
        broker.forget();
        Document voted = open(link);

        // When
        Response sent = press(link, "retract", "");
        Document pending = open(sent.header("Location"));
        bringBack();

        // Then
        assertThat(headline(voted)).isEqualTo("You have decided");
        assertThat(voted.select("button").eachText()).containsExactly("Take it back");
        assertThat(headline(pending)).isEqualTo("Your decision was handed in");
        assertThat(headline(open(sent.header("Location")))).isEqualTo("Your decision is asked for");
        assertThat(asked(approval).approvers()).allMatch(Approver::isSilent);
    }

    @Test
    void nobodyDecidesWhereASignInIsDemandedAndNotConfigured() {
        // Given
        teams.write(tenant.value(), TEAM.formatted(1) + "  requireSignIn: true\n");
        UUID approval = open();
        String link = link(approval, "ada");

        // When
        Document page = open(link);
        Response answer = send(link, forms.token(asked(approval).approval(), "ada"), DIFF, "approve", "");
        Response signIn = browser().get(link.replaceFirst("/([^/?]+)[?]", "/sign-in?approval=$1&"));

        // Then
        assertThat(page.select("form, a.button")).isEmpty();
        assertThat(page.text()).contains("MILLRACE_APPROVAL_SIGN_IN_ISSUER");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(signIn.statusCode()).isEqualTo(503);
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void nothingIsTakenBackThatWasNotSaid() {
        // Given
        team(2);
        String link = link(open(), "ada");

        // When
        Response answer = press(link, "retract", "");

        // Then
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(published("retraction-requested")).isEmpty();
    }

    private static Response hand(String link, String form, String to) {
        return send(link, Map.of("form", form, "diff", DIFF, "decision", "delegate", "to", to));
    }
}
