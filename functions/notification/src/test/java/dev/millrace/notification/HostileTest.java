package dev.millrace.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMailUtil;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values, names and addresses that want to be more than text. */
@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        initArgs = @ResourceArg(name = "function", value = "notification"))
@QuarkusTestResource(Surroundings.class)
class HostileTest extends NotificationFixture {

    private static final String NASTY = "\u202E\u0007\uD800<script>alert(1)</script> <!channel>"
            + " <https://evil.example|click> &amp; *b* _i_ [x](https://evil.example) `c` {ticket} ${1+1} <at>all</at>"
            + "\r\nBcc: evil@example.com\u0000";

    private static Map<String, Object> nasty(String severity) {
        return Map.of(
                "severity",
                severity,
                "template",
                "workflow-stopped",
                "to",
                List.of(),
                "values",
                Map.of(
                        "ticket", NASTY,
                        "reason", NASTY,
                        "branch", NASTY,
                        "workflow", NASTY,
                        "link", "javascript:alert(1)"));
    }

    private static BodyPart part(MimeMessage message, int index) throws Exception {
        return ((MimeMultipart) message.getContent()).getBodyPart(index);
    }

    @Test
    void aMailShowsThemAsText() throws Exception {
        // Given
        team("notifications: {channels: [{name: all, kind: email, to: [bob]}], routes: [{channels: [all]}]}");

        // When
        tell(nasty("p2")).then().statusCode(200);

        // Then
        assertThat(mail.getReceivedMessages()).hasSize(1);
        MimeMessage message = mails("bob@example.com").getFirst();
        assertThat(Collections.list(message.getAllHeaderLines())).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(message.getSubject()).doesNotContain("\n", "\r", "\u202E").contains("[U+202E]", "<script>");
        Document page = Jsoup.parse((String) part(message, 1).getContent());
        assertThat(page.select("script, at")).isEmpty();
        assertThat(page.select("a")).isEmpty();
        assertThat(page.text()).contains("<script>alert(1)</script>", "{ticket}", "${1+1}", "[U+0000]", "[U+D800]");
        assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("evil@example.com\r\n");
    }

    @Test
    void aCardShowsThemAsText() {
        // Given
        teamWithHooks();

        // When
        tell(nasty("p2")).then().statusCode(200);

        // Then
        JsonNode card = json(hooks.calls(path("teams")).getFirst().body()).at("/attachments/0/content");
        assertThat(card.findValuesAsText("type")).containsOnly("AdaptiveCard", "RichTextBlock", "TextRun");
        assertThat(card.findValuesAsText("text"))
                .anyMatch(text -> text.contains("<at>all</at>") && text.contains("[x](https://evil.example)"))
                .noneMatch(text -> text.contains("\u202E"));
        assertThat(card.has("msteams")).isFalse();
    }

    @Test
    void slackShowsThemAsText() {
        // Given
        teamWithHooks();

        // When
        tell(nasty("p2")).then().statusCode(200);

        // Then
        JsonNode message = json(hooks.calls(path("slack")).getFirst().body());
        assertThat(message.findValuesAsText("text"))
                .anyMatch(text -> text.contains("&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp;amp;"))
                .noneMatch(text -> text.contains("<"));
        assertThat(message.findValuesAsText("type")).doesNotContain("mrkdwn");
    }

    @Test
    void aWebhookStaysJson() {
        // Given
        teamWithHooks();

        // When
        tell(nasty("p2")).then().statusCode(200);

        // Then
        JsonNode note = json(hooks.calls(path("pager")).getFirst().body()).at("/data/notes/0");
        assertThat(note.at("/values/ticket").asText()).contains("<script>", "[U+D800]");
        assertThat(note.has("link")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "https://user:pw@evil.example/",
                "https://",
                "/relative",
                "https://a b/",
                "\"><script>",
                "file:///etc/passwd"
            })
    void onlyTheWebIsALink(String link) throws Exception {
        // Given
        team("");

        // When
        tell(linked(link)).then().statusCode(200);

        // Then
        Document page = Jsoup.parse(
                (String) part(mails("bob@example.com").getFirst(), 1).getContent());
        assertThat(page.select("a")).isEmpty();
    }

    @Test
    void aLinkKeepsEveryCharacterThatALinkMayHave() throws Exception {
        // Given
        team("");
        String link = "https://gate.example.com/a/1?t=a.b-c_d&x='%22%3E<%7C";

        // When
        tell(linked(link.replace("<", "%3C"))).then().statusCode(200);

        // Then
        Document page = Jsoup.parse(
                (String) part(mails("bob@example.com").getFirst(), 1).getContent());
        assertThat(page.select("a"))
                .extracting(anchor -> anchor.attr("href"))
                .containsExactly(link.replace("<", "%3C"));
    }

    private static Map<String, Object> linked(String link) {
        return Map.of(
                "severity",
                "p2",
                "template",
                "workflow-stopped",
                "to",
                List.of("bob"),
                "values",
                Map.of("ticket", "1", "link", link));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eve@example.com\\r\\nBcc: all@example.com",
                "eve@example.com, all@example.com",
                "eve@example.com\\nRCPT TO:<all@example.com>",
                "Eve <eve@example.com>",
                "eve",
                "@example.com",
                "eve@",
                "eve@-x",
                "e ve@example.com"
            })
    void anAddressThatIsNoneGetsNoMail(String address) {
        // Given
        teams.write(tenant.value(), "people: [{id: eve, email: \"" + address + "\"}]");

        // When
        Response answer = tell(asked(List.of("eve")));

        // Then
        assertThat(answer.header("ce-type")).isEqualTo("dev.millrace.notification.failed.v1");
        assertThat(answer.jsonPath().getString("missed[0].reason")).isEqualTo("no-address");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void whomItNamesIsNoCommand() {
        // Given
        team("");

        // When
        Response answer = tell(asked(List.of("bob\r\nada", "x".repeat(5_000), "\uD800")));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.jsonPath().getList("missed.recipient", String.class))
                .hasSize(3)
                .allSatisfy(
                        name -> assertThat(name).hasSizeLessThanOrEqualTo(40).doesNotContain("\n"));
    }

    @Test
    void anEventFullOfTextStillFitsEveryChannel() {
        // Given
        teamWithHooks();
        String long64 = "ü<&>".repeat(10_000);

        // When
        Response answer = tell(Map.of(
                "severity", "p2", "template", "workflow-stopped", "to", List.of(), "values", Map.of("ticket", long64)));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(hooks.calls(path("teams")).getFirst().body().length()).isLessThan(28_000);
        JsonNode slack = json(hooks.calls(path("slack")).getFirst().body());
        assertThat(slack.at("/blocks/0/text/text").asText().length()).isLessThanOrEqualTo(150);
        assertThat(slack.at("/blocks/1/text/text").asText().length()).isLessThanOrEqualTo(3_000);
    }
}
