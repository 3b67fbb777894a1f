package dev.millrace.approval.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.approval.State;
import dev.millrace.approval.TeamFolder;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

/** What people see and do with their links. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "approval"))
@QuarkusTestResource(TeamFolder.class)
class PageTest extends PageFixture {

    private static final int LARGEST = 50_000;

    @Test
    void showsEverythingThatADecisionNeeds() {
        // Given
        team(2);
        ObjectNode question = question();
        bind(question, """
                diff --git a/src/App.java b/src/App.java
                index 9daeafb9864cf43055ae93beb0afd6c7d144bfa4..aa3fcb1d66ca0e8d0ac0b1ff2a3b25f2b2bd4a1e
                --- a/src/App.java
                +++ b/src/App.java
                @@ -1,2 +1,2 @@
                 class App {
                -  int old;
                +  int fresh;
                """);
        UUID approval = open(question);

        // When
        Document page = open(link(approval, "ada"));

        // Then
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("h1").text()).isEqualTo("feat: a setting");
        assertThat(headline(page)).isEqualTo("Your decision is asked for");
        assertThat(page.select("dd").eachText())
                .contains("ado Fiber #4711", "Fiber / web", "#311", "0.182 EUR", "Erika <erika@example.com>");
        assertThat(page.select(".plan h3").text()).isEqualTo("The plan");
        assertThat(page.select("pre.diff ins").text()).contains("2 +   int fresh;");
        assertThat(page.select("pre.diff del").text()).contains("int old;");
        assertThat(page.select("ul.people li").eachText())
                .containsExactly("Ada Lovelace: has not decided", "Bob: has not decided");
        assertThat(page.select("button").eachText()).containsExactly("Approve", "Reject", "Hand on");
        assertThat(page.text())
                .contains(
                        "fiber-ci succeeded",
                        "2 of 2 must say yes",
                        question.path("diff").asText().substring(0, 12));
    }

    @Test
    void showsNoChangesThatAreNotThoseOfTheQuestion() {
        // Given
        team(1);
        ObjectNode question = question();
        bind(question, "diff --git a/a b/a\nindex " + "1".repeat(40) + ".." + "2".repeat(40) + "\n");
        question.put("patch", put("diff --git a/a b/a\nindex " + "1".repeat(40) + ".." + "3".repeat(40) + "\n"));

        // When
        Document page = open(link(open(question), "ada"));

        // Then
        assertThat(page.text()).contains("not those that you are asked about");
        assertThat(page.select("summary code")).isEmpty();
    }

    @Test
    void speaksGermanToWhoeverAsksForIt() {
        // Given
        team(1);

        // When
        Document page = Jsoup.parse(given().urlEncodingEnabled(false)
                .header("Accept-Language", "fr, de-AT;q=0.9, en;q=0.5")
                .get(link(open(), "ada"))
                .asString());

        // Then
        assertThat(page.select("html").attr("lang")).isEqualTo("de");
        assertThat(headline(page)).isEqualTo("Ihre Entscheidung ist gefragt");
        assertThat(Words.of("fr, de-AT;q=0.9, en;q=0.5").language()).isEqualTo("de");
        assertThat(Words.of("fr").language()).isEqualTo("en");
        assertThat(Words.of(";;q=x").language()).isEqualTo("en");
        assertThat(Words.of(null).language()).isEqualTo("en");
    }

    @Test
    void forbidsABrowserEverythingThatThePageDoesNotNeed() {
        // Given
        team(1);

        // When
        Response page = browser().get(link(open(), "ada"));

        // Then
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe", "script");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Cache-Control")).isEqualTo("no-store");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(Jsoup.parse(page.asString()).select("script, [style], style, img, iframe"))
                .isEmpty();
        assertThat(browser().get("/approvals/style.css").statusCode()).isEqualTo(200);
    }

    @Test
    void approvesByTheFormAndSaysSo() {
        // Given
        team(1);
        UUID approval = open();
        String link = link(approval, "ada");

        // When
        Response sent = press(link, "approve", "Fine.");
        Document pending = open(sent.header("Location"));
        List<Response> answers = bringBack();
        Document decided = open(sent.header("Location"));

        // Then
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(headline(pending)).isEqualTo("Your decision was handed in");
        assertThat(pending.select("form")).isEmpty();
        assertThat(answers)
                .singleElement()
                .satisfies(answer ->
                        assertThat(answer.jsonPath().getString("outcome")).isEqualTo("approved"));
        assertThat(headline(decided)).isEqualTo("Approved");
        assertThat(decided.select(".state").text()).contains("You said yes.", "Reason: Fine.");
        assertThat(decided.select("form")).isEmpty();
    }

    @Test
    void tellsTheAuditWhoDecidedFromWhere() {
        // Given
        team(1);
        UUID approval = open();

        // When
        press(link(approval, "ada"), "approve", "");

        // Then
        JsonNode vote = published("vote-requested").getFirst();
        assertThat(vote.path("instanceid").asText()).isEqualTo("i-1");
        assertThat(vote.at("/data/person").asText()).isEqualTo("ada");
        assertThat(vote.at("/data/means").asText()).isEqualTo("link");
        assertThat(vote.at("/data/origin/address").asText()).isEqualTo("192.0.2.0/24");
        assertThat(vote.at("/data/origin/agent").asText()).isEqualTo("Firefox");
    }

    @Test
    void tellsTheAuditOnceAnHourThatSomebodyLooked() {
        // Given
        team(1);
        String link = link(open(), "ada");

        // When
        open(link);
        open(link);
        clock.forward(Duration.ofHours(1));
        open(link);

        // Then
        assertThat(published("viewed"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.has("instanceid")).isFalse());
        assertThat(count("views")).isEqualTo(2);
    }

    @Test
    void showsThePageWhileTheBrokerIsAwayAndTellsTheAuditLater() {
        // Given
        team(1);
        String link = link(open(), "ada");
        broker.answer(503);
        Document page = open(link);
        broker.answer(202);

        // When
        open(link);

        // Then
        assertThat(headline(page)).isEqualTo("Your decision is asked for");
        assertThat(published("viewed")).hasSize(1);
    }

    @Test
    void rejectsByTheFormWithAReason() {
        // Given
        team(1);
        UUID approval = open();
        String link = link(approval, "ada");

        // When
        Response silent = press(link, "reject", "  ");
        Response said = press(link, "reject", "Not now.");
        bringBack();

        // Then
        assertThat(silent.statusCode()).isEqualTo(400);
        assertThat(Jsoup.parse(silent.asString()).select("[role=alert]").text()).contains("say why");
        assertThat(said.statusCode()).isEqualTo(303);
        assertThat(headline(open(link))).isEqualTo("Rejected");
    }

    @Test
    void aDoubleClickIsOneDecisionAndBothLandOnIt() {
        // Given
        team(2);
        UUID approval = open();
        String link = link(approval, "ada");
        String form = formToken(open(link));

        // When
        Response first = send(link, form, DIFF, "approve", "");
        Response second = send(link, form, DIFF, "approve", "");
        bringBack();
        Response replayed = send(link, form, DIFF, "approve", "");

        // Then
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(replayed.statusCode()).isEqualTo(303);
        assertThat(published("vote-requested"))
                .extracting(event -> event.path("id").asText())
                .hasSize(2)
                .containsOnly(published("vote-requested").getFirst().path("id").asText());
        assertThat(count("votes")).isEqualTo(1);
        assertThat(headline(open(replayed.header("Location")))).isEqualTo("You have decided");
    }

    @Test
    void anotherWordInAUsedFormDoesNotCount() {
        // Given
        team(2);
        UUID approval = open();
        String link = link(approval, "ada");
        String form = formToken(open(link));

        // When
        send(link, form, DIFF, "approve", "");
        send(link, form, DIFF, "reject", "No, wait.");
        bringBack();

        // Then
        assertThat(count("votes")).isEqualTo(1);
        assertThat(asked(approval).approver("ada").orElseThrow().vote())
                .extracting("approves")
                .isEqualTo(true);
        assertThat(state(approval)).isEqualTo(new State.Open());
    }

    @Test
    void saysHowItStandsAfterTheDeadlineAndAfterAMove() {
        // Given
        team(1);
        UUID moved = open();
        UUID forgotten = open();
        String movedLink = link(moved, "ada");
        String forgottenLink = link(forgotten, "ada");
        String form = formToken(open(forgottenLink));
        deliver(
                "withdraw-requested",
                JSON.createObjectNode()
                        .put("approval", moved.toString())
                        .put("outcome", "void")
                        .put("reason", "the branch has a new commit"));

        // When
        clock.forward(Duration.ofDays(2));

        // Then
        assertThat(headline(open(movedLink))).isEqualTo("Void");
        assertThat(headline(open(forgottenLink))).isEqualTo("Expired");
        assertThat(send(forgottenLink, form, DIFF, "approve", "").statusCode()).isEqualTo(303);
        assertThat(published("vote-requested")).isEmpty();
    }

    @Test
    void staysSmallAndHarmlessWhateverIsInIt() {
        // Given
        String evil = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'\u202E&amp;";
        teams.write(
                tenant.value(),
                "people:\n"
                        + IntStream.range(0, 60)
                                .mapToObj(
                                        n -> "  - {id: p" + n + ", name: '<b>" + n + "</b>" + "ü".repeat(200) + "'}\n")
                                .collect(Collectors.joining())
                        + "groups: {all: ["
                        + IntStream.range(0, 60).mapToObj(n -> "p" + n).collect(Collectors.joining(", "))
                        + "]}\napprovals: {approvers: [all], needed: 60}\n");
        ObjectNode question = question();
        question.put("title", evil.repeat(10)).put("author", evil.repeat(10)).put("url", "javascript:alert(3)");
        question.put(
                "plan", put((evil + "\n\n[x](javascript:alert(4)) ![y](https://evil.example/p.png)\n\n").repeat(400)));
        bind(
                question,
                "diff --git a/" + evil + " b/" + evil + "\n@@ -0,0 +1,3000 @@\n" + ("+" + evil + "\n").repeat(3_000));
        IntStream.range(0, 30).forEach(n -> question.withArray("checks").add(evil.repeat(5)));
        UUID approval = open(question);
        IntStream.range(0, 50)
                .forEach(n -> deliver(
                        "vote-requested",
                        vote(approval, "p" + n, true)
                                .put("diff", question.path("diff").asText())
                                .put("comment", evil.repeat(10))));

        // When
        Response answer = browser().get(link(approval, "p59"));

        // Then
        Document page = Jsoup.parse(answer.asString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asByteArray().length).isLessThan(LARGEST);
        assertThat(page.select("script, img, b:not(pre b), [onerror]")).isEmpty();
        assertThat(page.select("a[href^=javascript]")).isEmpty();
        assertThat(page.text()).contains("<script>alert(1)</script>").doesNotContain("\u202E");
    }
}
