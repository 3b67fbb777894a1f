package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signing in with a real browser, at a provider on another site. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
@WithTestResource(StandInProvider.class)
class SignInBrowserTest extends SignInFixture {

    @Test
    void aPersonSignsInAndApproves() throws IOException {
        String gateway = "http://127.0.0.1:" + RestAssured.port;
        Optional<Browser> installed = Browser.start(gateway);
        assumeThat(installed)
                .as("skipped: the packages chromium and chromium-driver are not installed")
                .isPresent();
        try (Browser browser = installed.orElseThrow()) {
            // Given
            UUID approval = openFor("ada@example.com");
            provider.reachesTheGatewayAt(gateway);
            browser.open(link(approval, "ada"));
            Pictures.keep(browser, "sign-in");
            assertThat(browser.faults()).isEmpty();

            // When
            browser.follow(browser.find("a.button"));
            String elsewhere = browser.find("h1").getText();
            browser.follow(browser.find("a"));
            browser.press("approve");
            var answers = bringBack();

            // Then
            assertThat(elsewhere).isEqualTo("This stands in for an identity provider");
            assertThat(answers)
                    .singleElement()
                    .satisfies(answer ->
                            assertThat(answer.jsonPath().getList("votes.by")).containsExactly("Ada Lovelace"));
            assertThat(browser.script("return document.cookie")).isEqualTo("");
        } finally {
            provider.reachesTheGatewayAt("");
        }
    }
}
