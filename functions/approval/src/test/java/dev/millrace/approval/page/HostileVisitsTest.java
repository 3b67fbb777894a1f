package dev.millrace.approval.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.approval.State;
import dev.millrace.approval.TeamFolder;
import dev.millrace.approval.link.Forger;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Scanners and forgers of links: looking decides nothing, and everybody gets a page that says why. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class HostileVisitsTest extends PageFixture {

    private static final int VISITS = 1_000;

    /** What mail gateways, chat previews, virus scanners and browsers that fetch ahead are known to send. */
    private static final List<Map<String, String>> SCANNERS = List.of(
            Map.of("User-Agent", "Mozilla/5.0 (Windows NT 10.0) SafeLinks", "X-MS-Exchange-SafeLinks", "1"),
            Map.of("User-Agent", "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"),
            Map.of("User-Agent", "Mozilla/5.0 SkypeUriPreview Preview/0.5 skype-url-preview@microsoft.com"),
            Map.of("User-Agent", "BarracudaCentral/1.0", "Via", "1.1 barracuda"),
            Map.of("User-Agent", "Mimecast-URL-Protect", "X-Mimecast-Spam-Score", "0"),
            Map.of("User-Agent", "Proofpoint-URL-Defense", "Referer", "https://urldefense.proofpoint.com/"),
            Map.of("Sec-Purpose", "prefetch;prerender", "Sec-Fetch-Site", "none"),
            Map.of("Purpose", "prefetch", "X-Moz", "prefetch"),
            Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-User", "?1", "Sec-Fetch-Dest", "document"),
            Map.of("X-HTTP-Method-Override", "POST", "X-Method-Override", "POST", "X-HTTP-Method", "POST"),
            Map.of("Content-Type", "application/x-www-form-urlencoded", "Range", "bytes=0-10"),
            Map.of("User-Agent", "facebookexternalhit/1.1", "Accept", "*/*", "If-None-Match", "*"));

    @Test
    void aThousandLooksOfScannersChangeNothingButWhoLooked() {
        // Given
        team(1);
        UUID approval = open();
        String link = link(approval, "ada");
        String form = formToken(open(link));
        List<String> methods = List.of("GET", "HEAD", "OPTIONS");
        List<String> endings = List.of(
                "",
                "&decision=approve",
                "&form=" + form + "&diff=" + DIFF + "&decision=approve&comment=x",
                "&_method=POST&sent=abc",
                "#decide");
        String before = everythingButViews();
        Random random = new Random(20261123);

        // When
        for (int n = 0; n < VISITS; n++) {
            RequestSpecification visit =
                    given().urlEncodingEnabled(false).redirects().follow(false);
            SCANNERS.get(random.nextInt(SCANNERS.size())).forEach(visit::header);
            Response answer = visit.request(
                    methods.get(random.nextInt(methods.size())),
                    link + endings.get(random.nextInt(endings.size())).replace("#decide", ""));
            assertThat(answer.statusCode()).isBetween(200, 299);
        }

        // Then
        assertThat(everythingButViews()).isEqualTo(before);
        assertThat(state(approval)).isEqualTo(new State.Open());
        assertThat(published("vote-requested")).isEmpty();
        assertThat(published("viewed")).hasSize(1);
        assertThat(count("views")).isEqualTo(1);
    }

    @Test
    void turnsAwayLinksThatAreNotWhole() {
        // Given
        team(1);
        UUID approval = open();
        UUID other = open();
        String link = link(approval, "ada");
        String token = link.substring(link.indexOf("t=") + 2);
        String[] parts = token.split("\\.", -1);

        // When
        Stream<String> broken = Stream.of(
                "/approvals/" + approval,
                "/approvals/" + approval + "?t=",
                "/approvals/" + approval + "?t=%00%0D%0A",
                "/approvals/" + approval + "?t=" + token.substring(0, token.length() - 1),
                "/approvals/" + approval + "?t=" + token.substring(0, 20),
                "/approvals/" + approval + "?t=" + token + "A",
                "/approvals/" + approval + "?t=" + parts[0] + ".00000000." + parts[2],
                "/approvals/" + approval + "?t=" + parts[0] + "." + parts[1] + ".",
                "/approvals/" + approval + "?t=" + links.token(asked(other).approval(), "ada"),
                "/approvals/" + approval + "?t=" + "x".repeat(2_000),
                "/approvals/" + other + "?t=" + token,
                "/approvals/" + approval.toString().substring(0, 30) + "?t=" + token,
                "/approvals/" + approval.toString().toUpperCase(Locale.ROOT) + "?t=" + token,
                "/approvals/nothing?t=" + token);

        // Then
        assertThat(broken).allSatisfy(address -> {
            Response answer = browser().get(address);
            assertThat(answer.statusCode()).as(address).isEqualTo(403);
            assertThat(Jsoup.parse(answer.asString()).title()).isEqualTo("This link is not valid");
        });
        assertThat(count("views")).isZero();
    }

    /** No client of ours can send it, so it is written by hand. */
    @Test
    void refusesAnAddressThatIsNone() throws IOException {
        // Given
        String request = "GET /approvals/" + UUID.randomUUID() + "?t=%zz&%=% HTTP/1.1\r\nHost: localhost\r\n"
                + "Accept-Language: ;;;\r\nConnection: close\r\n\r\n";

        // When
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        // Then
        assertThat(answer).startsWith("HTTP/1.1 4");
    }

    @Test
    void believesOlderKeysAndNoOthers() {
        // Given
        team(1);
        UUID approval = open();

        // Then
        assertThat(browser()
                        .get(signed(approval, "the-older-secret-of-the-approval-tests-1"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(browser()
                        .get(signed(approval, "a-secret-that-nobody-here-has-ever-used"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void turnsAwayLinksOfTheWrongPeopleAndOfThePast() {
        // Given
        team(1);
        UUID approval = open();
        String authors = link(approval, "erika");
        String own = link(approval, "ada");

        // When
        Response author = browser().get(authors);
        clock.forward(Duration.ofDays(17));
        Response late = browser().get(own);

        // Then
        assertThat(author.statusCode()).isEqualTo(403);
        assertThat(Jsoup.parse(author.asString()).title()).isEqualTo("This is not yours to decide");
        assertThat(late.statusCode()).isEqualTo(410);
        assertThat(Jsoup.parse(late.asString()).title()).isEqualTo("This link has expired");
    }

    private String signed(UUID approval, String secret) {
        return Forger.link(asked(approval).approval(), "ada", secret, clock);
    }

    private String everythingButViews() {
        return Stream.of("approvals", "approvers", "votes", "acts", "processed")
                .map(table -> table + " " + count(table) + " " + digest(table))
                .toList()
                .toString();
    }

    private String digest(String table) {
        try (var connection = database.connectAsAdmin();
                var statement = connection.prepareStatement(
                        "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))" + " FROM approval."
                                + table + " t WHERE tenant = ?")) {
            statement.setString(1, tenant.value());
            var rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
