package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The page in a real browser: what people see of it, press on it, and hear of it. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class BrowserTest extends PageFixture {

    private static Optional<Browser> installed = Optional.empty();
    private static boolean sought;

    private Browser browser;

    @BeforeEach
    void openBrowser() throws IOException {
        if (!sought) {
            installed = Browser.start("http://127.0.0.1:" + RestAssured.port);
            sought = true;
        }
        assumeThat(installed)
                .as("skipped: the packages chromium and chromium-driver are not installed")
                .isPresent();
        browser = installed.orElseThrow().closeOtherTabs().wide().reading("en").scheme("light");
    }

    @AfterAll
    static void closeBrowser() {
        installed.ifPresent(Browser::close);
    }

    @Test
    void aPersonApproves() throws IOException {
        // Given
        team(1);
        UUID approval = ask();
        browser.open(link(approval, "ada"));
        Pictures.keep(browser, "asked");
        assertThat(browser.faults()).isEmpty();

        // When
        browser.press("approve");
        String pending = browser.headline();
        Pictures.keep(browser, "pending");
        assertThat(browser.faults()).isEmpty();
        bringBack();
        browser.follow(browser.find(".state a"));

        // Then
        assertThat(pending).isEqualTo("Your decision was handed in");
        assertThat(browser.headline()).isEqualTo("Approved");
        assertThat(browser.count("form")).isZero();
        assertThat(browser.faults()).isEmpty();
        Pictures.keep(browser, "approved");
    }

    @Test
    void aPersonRejectsAndMustSayWhy() throws IOException {
        // Given
        team(1);
        UUID approval = ask();
        browser.open(link(approval, "ada"));

        // When
        browser.press("reject");
        String alert = browser.find("[role=alert]").getText();
        Pictures.keep(browser, "reason-missing");
        assertThat(browser.faults()).isEmpty();
        browser.find("textarea").sendKeys("The limit must stay configurable.");
        browser.press("reject");
        bringBack();
        browser.open(link(approval, "bob"));

        // Then
        assertThat(alert).contains("Please say why you reject");
        assertThat(browser.headline()).isEqualTo("Rejected");
        assertThat(browser.find(".state").getText()).contains("The limit must stay configurable.");
        assertThat(browser.faults()).isEmpty();
        Pictures.keep(browser, "rejected");
    }

    @Test
    void twoTabsWithTheSameFormAreOneDecision() {
        // Given
        team(2);
        UUID approval = ask();
        String link = link(approval, "ada");
        browser.open(link).openInNewTab(link);
        browser.script("document.querySelector('input[name=form]').value = '" + formOf(0) + "'");

        // When
        browser.tab(0).press("approve");
        browser.tab(1).press("approve");
        bringBack();
        String second = headlineOf(1, link);
        String first = headlineOf(0, link);

        // Then
        assertThat(first).isEqualTo(second).isEqualTo("You have decided");
        assertThat(count("votes")).isEqualTo(1);
        assertThat(results(approval)).containsExactly("counted");
    }

    @Test
    void aLaterTabWithAnotherWordLandsOnWhatWasSaidFirst() {
        // Given
        team(2);
        UUID approval = ask();
        String link = link(approval, "ada");
        browser.open(link).openInNewTab(link);

        // When
        browser.tab(0).press("approve");
        bringBack();
        browser.tab(1).find("textarea").sendKeys("Or rather not.");
        browser.press("reject");

        // Then
        assertThat(browser.headline()).isEqualTo("You have decided");
        assertThat(results(approval)).containsExactly("counted");
    }

    @Test
    void aPersonHandsTheirSayOn() throws IOException {
        // Given
        team(2);
        UUID approval = ask();
        browser.open(link(approval, "ada"));
        browser.find("details:has(select) summary").click();
        browser.find("select").sendKeys("Dora");
        Pictures.keep(browser, "hand-on");
        assertThat(browser.faults()).isEmpty();

        // When
        browser.press("delegate");
        bringBack();
        browser.open(link(approval, "ada"));

        // Then
        assertThat(browser.headline()).isEqualTo("Somebody else decides in your place");
        assertThat(browser.find("ul.people").getText()).contains("Dora (for Ada Lovelace): has not decided");
        assertThat(browser.faults()).isEmpty();
        Pictures.keep(browser, "handed-on");
    }

    @Test
    void aPersonTakesTheirYesBack() throws IOException {
        // Given
        team(2);
        UUID approval = ask();
        browser.open(link(approval, "ada")).press("approve");
        bringBack();
        broker.forget();
        browser.open(link(approval, "ada"));
        Pictures.keep(browser, "voted");
        assertThat(browser.faults()).isEmpty();

        // When
        browser.press("retract");
        bringBack();
        browser.follow(browser.find(".state a"));

        // Then
        assertThat(browser.headline()).isEqualTo("Your decision is asked for");
        assertThat(results(approval)).containsExactly("counted", "retracted");
    }

    @ParameterizedTest
    @CsvSource({"void, Void, Ungültig", "expired, Expired, Abgelaufen", "withdrawn, Withdrawn, Zurückgezogen"})
    void whatNoLongerStandsSaysSoInBothLanguages(String outcome, String english, String german) throws IOException {
        // Given
        team(1);
        UUID approval = ask();
        deliver(
                "withdraw-requested",
                JSON.createObjectNode()
                        .put("approval", approval.toString())
                        .put("outcome", outcome)
                        .put("reason", "the branch has a new commit"));

        // When
        String first = browser.open(link(approval, "ada")).headline();
        Pictures.keep(browser, outcome);
        String second = browser.reading("de").open(link(approval, "ada")).headline();

        // Then
        assertThat(first).isEqualTo(english);
        assertThat(second).isEqualTo(german);
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo("de");
        assertThat(browser.count("form")).isZero();
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void aDeadlineThatPassedClosesThePage() {
        // Given
        team(1);
        UUID approval = ask();
        clock.forward(Duration.ofDays(2));

        // When
        browser.open(link(approval, "ada"));

        // Then
        assertThat(browser.headline()).isEqualTo("Expired");
        assertThat(browser.count("form")).isZero();
        assertThat(browser.faults()).isEmpty();
    }

    @Test
    void aLinkThatIsNoneSaysSo() throws IOException {
        // When
        browser.open("/approvals/" + UUID.randomUUID() + "?t=none");

        // Then
        assertThat(browser.find("h1").getText()).isEqualTo("This link is not valid");
        assertThat(browser.faults()).isEmpty();
        Pictures.keep(browser, "not-valid");
    }

    @ParameterizedTest
    @CsvSource({"light, en, phone", "dark, de, phone-dark"})
    void fitsAPhoneInEveryScheme(String scheme, String language, String name) throws IOException {
        // Given
        team(2);
        UUID approval = ask();

        // When
        browser.phone().scheme(scheme).reading(language).open(link(approval, "ada"));

        // Then
        assertThat((Long) browser.script("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
        assertThat(browser.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(scheme.equals("dark") ? "rgb(13, 17, 23)" : "rgb(255, 255, 255)");
        assertThat(browser.faults()).isEmpty();
        Pictures.keep(browser, name);
    }

    @Test
    void theKeyboardAloneIsEnough() {
        // Given
        team(1);
        UUID approval = ask();
        browser.open(link(approval, "ada"));

        // When
        browser.find("body").sendKeys(Keys.TAB);
        String skip = browser.active().getText();
        browser.active().sendKeys(Keys.ENTER);
        browser.active().sendKeys(Keys.TAB);
        String next = browser.active().getTagName();
        Object outline = browser.script("return getComputedStyle(document.activeElement).outlineWidth");
        browser.active().sendKeys("Fine.", Keys.TAB);
        browser.follow(Keys.ENTER);
        bringBack();

        // Then
        assertThat(skip).isEqualTo("Skip to the decision");
        assertThat(next).isEqualTo("textarea");
        assertThat(outline).isEqualTo("3px");
        assertThat(asked(approval).approver("ada").orElseThrow().vote())
                .extracting("approves", "comment")
                .containsExactly(true, "Fine.");
    }

    /** A question with a plan and a change, as a workflow asks it. */
    private UUID ask() {
        ObjectNode question = question();
        question.put("plan", put("""
                The preview is always 640 pixels wide. It becomes a setting, and what is there stays the default.

                - read `preview.width` in **Preview**
                - refuse widths below 16
                """));
        bind(question, """
                diff --git a/src/main/java/shop/Preview.java b/src/main/java/shop/Preview.java
                index 9daeafb9864cf43055ae93beb0afd6c7d144bfa4..aa3fcb1d66ca0e8d0ac0b1ff2a3b25f2b2bd4a1e
                --- a/src/main/java/shop/Preview.java
                +++ b/src/main/java/shop/Preview.java
                @@ -11,6 +11,9 @@ final class Preview {

                     int width() {
                -        return 640;
                +        int width = settings.number("preview.width", 640);
                +        if (width < 16) {
                +            throw new IllegalArgumentException("preview.width must be at least 16, unlike " + width);
                +        }
                +        return width;
                     }
                 }
                diff --git a/docs/preview.png b/docs/preview.png
                index 9daeafb9864cf43055ae93beb0afd6c7d144bfa4..bb3fcb1d66ca0e8d0ac0b1ff2a3b25f2b2bd4a1e
                Binary files differ
                """);
        return open(question);
    }

    private Object formOf(int tab) {
        Object form = browser.tab(tab).script("return document.querySelector('input[name=form]').value");
        browser.tab(1);
        return String.valueOf(form);
    }

    private String headlineOf(int tab, String link) {
        return browser.tab(tab).open(link).headline();
    }
}
