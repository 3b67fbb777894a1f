package dev.millrace.approval.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom nobody takes for somebody. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
@WithTestResource(StandInProvider.class)
class SignInRefusalsTest extends SignInFixture {

    /** A claim that is wrong, by its name. */
    record Wrong(String name, Consumer<ObjectNode> claims) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wrong> wrongClaims() {
        return Stream.of(
                new Wrong("another nonce", claims -> claims.put("nonce", "another")),
                new Wrong("no nonce", claims -> claims.remove("nonce")),
                new Wrong("another audience", claims -> claims.put("aud", "another")),
                new Wrong(
                        "a second audience",
                        claims -> claims.putArray("aud")
                                .add(claims.path("iss").asText())
                                .add("millrace-tests")),
                new Wrong("another issuer", claims -> claims.put("iss", "https://elsewhere.example.com")),
                new Wrong(
                        "expired",
                        claims -> claims.put("exp", claims.path("iat").asLong() - 61)),
                new Wrong("no expiry", claims -> claims.remove("exp")),
                new Wrong("no subject", claims -> claims.remove("sub")),
                new Wrong("a subject of two lines", claims -> claims.put("sub", "a\nada@example.com")),
                new Wrong("a subject without end", claims -> claims.put("sub", "a".repeat(256))));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void aTokenWithAWrongClaimSignsNobodyIn(Wrong wrong) {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        provider.says(wrong.claims());

        // When
        Response answer = comeBack(begin(link));

        // Then
        assertNobody(answer);
    }

    @ParameterizedTest
    @EnumSource(value = TokenMint.Seal.class, names = "RIGHT", mode = EnumSource.Mode.EXCLUDE)
    void aTokenThatTheProviderDidNotSignSignsNobodyIn(TokenMint.Seal seal) {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        provider.seals(seal);

        // When
        Response answer = comeBack(begin(link));

        // Then
        assertNobody(answer);
    }

    @Test
    void aNewKeyOfTheProviderIsFoundAtOnce() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        session(link);
        provider.rotatesKeys();

        // When
        String session = session(link);

        // Then
        assertThat(page(link, session).select("button").eachText()).contains("Approve");
    }

    @Test
    void anAddressThatTheProviderDoesNotVouchForIsNobodys() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        provider.says(claims -> claims.put("email_verified", false).put("preferred_username", "ada@example.com"));

        // When
        Document page = page(link, session(link));

        // Then
        assertThat(page.select("form")).isEmpty();
        assertThat(page.text()).contains("signed in as ada@example.com", "does not vouch");
    }

    @Test
    void aDomainThatTheProviderVouchesForIsEnough() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        provider.says(claims -> claims.put("xms_edov", "1").remove("email_verified"));

        // When
        Document page = page(link, session(link));

        // Then
        assertThat(page.select("button").eachText()).contains("Approve");
    }

    @ParameterizedTest
    @CsvSource({"object-of-ada, true", "object-of-bob, false"})
    void aSubjectThatTheDirectoryNamesIsTheOnlyThingThatCounts(String subject, boolean known) {
        // Given
        teams.write(
                tenant.value(),
                TEAM.replace("email: ada@example.com,", "email: ada@example.com, subject: object-of-ada,")
                                .formatted(1)
                        + "  requireSignIn: true\n");
        String link = link(open(), "ada");
        provider.signsIn("ada@example.com", clock.instant());
        provider.says(claims -> claims.put("sub", subject));

        // When
        Document page = page(link, session(link));

        // Then
        assertThat(page.select("form").isEmpty()).isNotEqualTo(known);
    }

    @Test
    void anAnswerForAnotherBrowserSignsNobodyIn() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        Attempt mine = begin(link);
        Attempt theirs = begin(link);

        // When
        Response swapped = comeBack(new Attempt(theirs.location(), mine.cookie()));
        Response forged = comeBack(new Attempt(mine.location(), "none.none.none"));

        // Then
        assertNobody(swapped);
        assertNobody(forged);
    }

    @Test
    void anAttemptDoesNotWaitForEver() {
        // Given
        Attempt attempt = begin(link(openFor("ada@example.com"), "ada"));
        clock.forward(Duration.ofMinutes(10));

        // When
        Response answer = comeBack(attempt);

        // Then
        assertNobody(answer);
    }

    @Test
    void aCodeCountsOnce() {
        // Given
        Attempt attempt = begin(link(openFor("ada@example.com"), "ada"));
        URI back = authorize(attempt);
        Response first = arrive(back, attempt.cookie());

        // When
        Response second = arrive(back, attempt.cookie());

        // Then
        assertThat(first.statusCode()).isEqualTo(303);
        assertNobody(second);
    }

    @Test
    void aProviderThatIsAwayIsToldAndNothingIsDecided() {
        // Given
        String link = link(openFor("ada@example.com"), "ada");
        Attempt attempt = begin(link);
        URI back = authorize(attempt);
        provider.goesAway();

        // When
        Response returning = arrive(back, attempt.cookie());
        clock.forward(Duration.ofMinutes(10));
        Response setting = browser().get(open(link).select("a.button").attr("href"));

        // Then
        assertThat(Stream.of(returning, setting)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Jsoup.parse(answer.asString()).title()).isEqualTo("The sign-in service does not answer");
        });
        assertThat(published("vote-requested")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/approvals/signed-in",
                "/approvals/signed-in?error=access_denied&state=x",
                "/approvals/signed-in?code=a&state=%25zz",
                "/approvals/signed-in?code=a&state=b&code=c",
                "/approvals/sign-in",
                "/approvals/sign-in?approval=7&t=x",
                "/approvals/sign-in?approval=6f9bd1a4-2a52-5d0e-9d6a-0b2f6c1e7a10&t=x.y.z"
            })
    void senselessVisitsAreToldSo(String address) {
        // When
        Response answer = browser().cookies(Map.of("millrace-sign-in", "=;\"")).get(address);

        // Then
        assertThat(answer.statusCode()).isBetween(400, 403);
    }
}
