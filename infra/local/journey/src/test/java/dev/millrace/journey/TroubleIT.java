package dev.millrace.journey;

import static dev.millrace.journey.Works.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.forge.build.Build;
import dev.millrace.forge.pull.PullRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work that cannot be done, and events that nobody can understand. */
@ExtendWith(Works.Shared.class)
class TroubleIT {

    private final Works works;

    TroubleIT(Works works) {
        this.works = works;
    }

    @Test
    void withoutABudgetNoModelIsAskedAndTheTicketSaysSo() {
        // Given
        Desk desk = Desk.open(works, "broke");
        works.run(
                "budget",
                "set",
                "broke",
                "0",
                "--tenants",
                works.house().tenants().toString());
        desk.awaitRegistry();

        // When
        long ticket = desk.ticket(Desk.sell("0.45"));

        // Then
        desk.awaitComment(ticket, "No pull request came of this ticket");
        assertThat(desk.comments(ticket)).containsIgnoringCase("budget");
        assertThat(desk.pulls()).isEmpty();
        desk.awaitEvents("dev.millrace.notification.requested.v1", 1);
        assertThat(desk.ids("dev.millrace.completion.finished.v1")).isEmpty();
        assertThat(desk.ids("dev.millrace.completion.refused.v1")).hasSize(1);
    }

    @Test
    void aBuildThatNeverMendsIsGivenUpAfterABoundedNumberOfRounds() {
        // Given
        Desk desk = Desk.open(works, "broken");

        // When
        long ticket = desk.ticket(Desk.sell("0,45"));

        // Then
        desk.awaitComment(ticket, "No pull request came of this ticket");
        desk.awaitEvents(Desk.ABANDONED, 1);
        assertThat(desk.pulls())
                .singleElement()
                .satisfies(pull -> assertThat(pull.state()).isEqualTo(PullRequest.State.ABANDONED));
        assertThat(builds(desk)).hasSizeBetween(1, 4).allMatch(build -> build.result() == Build.Result.FAILED);
        assertThat(desk.ids(Desk.OPENED)).isEmpty();
    }

    @Test
    void whatNobodyUnderstandsIsADeadLetterThatCanBeDeliveredAgainAndDropped() throws Exception {
        // Given
        Desk desk = Desk.open(works, "garbled");
        String id = UUID.randomUUID().toString();

        // When
        assertThat(publish(id, "{\"ticket\":\"none\"}")).isEqualTo(202);

        // Then
        String letter = awaitLetter(desk, 1);
        works.run("dlq", "replay", letter, "--force");
        assertThat(awaitLetter(desk, 2)).isEqualTo(letter);
        works.run("dlq", "drop", letter, "--reason", "Nobody will ever understand it.");
        await().atMost(LONG).untilAsserted(() -> assertThat(letters(desk)).isEmpty());
    }

    private List<Build> builds(Desk desk) {
        return works.forge().core().builds().all().stream()
                .filter(build -> build.repo() == desk.repo().number())
                .toList();
    }

    private List<JsonNode> letters(Desk desk) {
        return works.json("dlq", "list", "--tenant", desk.tenant(), "--json")
                .path("items")
                .valueStream()
                .toList();
    }

    /** @param occurrences how often it has died */
    private String awaitLetter(Desk desk, int occurrences) {
        return await().atMost(LONG)
                .until(
                        () -> letters(desk),
                        letters -> letters.size() == 1
                                && letters.getFirst().path("occurrence").asInt() == occurrences)
                .getFirst()
                .path("id")
                .asText();
    }

    /** As a function would, at the broker itself. */
    private int publish(String id, String data) throws IOException, InterruptedException {
        JsonNode running = new ObjectMapper()
                .readTree(works.house().data().resolve("running.json").toFile());
        var request = HttpRequest.newBuilder(URI.create(running.path("inside").asText() + "/millrace/default"))
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/test")
                .header("ce-type", "dev.millrace.comment.requested.v1")
                .header("ce-tenant", "garbled")
                .header("ce-time", "2026-01-01T00:00:00Z")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(data))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}
