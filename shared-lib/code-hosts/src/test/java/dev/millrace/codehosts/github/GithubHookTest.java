package dev.millrace.codehosts.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is polled, against what the forge posts for the same change. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GithubHookTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** All that hook-validation reads. */
    private static final List<String> OF_ISSUES = List.of(
            "/repository/full_name",
            "/issue/number",
            "/issue/title",
            "/issue/state",
            "/issue/labels",
            "/issue/assignees",
            "/issue/html_url");

    private static final List<String> OF_PULLS = List.of(
            "/repository/full_name",
            "/pull_request/number",
            "/pull_request/state",
            "/pull_request/merged",
            "/pull_request/draft",
            "/pull_request/head/ref",
            "/pull_request/head/sha",
            "/pull_request/base/ref",
            "/pull_request/html_url");

    private static final List<String> OF_RUNS = List.of(
            "/repository/full_name",
            "/action",
            "/workflow_run/id",
            "/workflow_run/name",
            "/workflow_run/conclusion",
            "/workflow_run/head_branch",
            "/workflow_run/head_sha",
            "/workflow_run/run_started_at",
            "/workflow_run/updated_at",
            "/workflow_run/html_url");

    private GithubForge forge;

    @BeforeAll
    void start(@TempDir Path data) {
        forge = new GithubForge(data);
    }

    @AfterAll
    void stop() {
        forge.close();
    }

    private static Page since(Scene scene, String cursor) {
        return scene.host().hooks().since(scene.ticketProject(), cursor);
    }

    private static String now(Scene scene) {
        return since(scene, "").cursor();
    }

    private static String header(Post post, String name) {
        return post.headers().stream()
                .filter(header -> header.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> bodies(Page page, String event) {
        return page.posts().stream()
                .filter(post -> header(post, "X-GitHub-Event").equals(event))
                .map(post -> body(post.body()))
                .toList();
    }

    private static Hook subscribed(Scene scene) {
        URI url = URI.create("http://127.0.0.1:9/" + scene.project().name());
        scene.host().hooks().register(scene.ticketProject(), url, "secret");
        return scene.forge().core().hooks().of(Vendor.GITHUB).stream()
                .filter(hook -> hook.url().equals(url.toString()))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode lastPosted(Scene scene, Hook hook, String event) {
        return scene.forge().core().hooks().deliveries(hook).stream()
                .filter(delivery -> delivery.event().equals(event))
                .max(Comparator.comparingLong(Delivery::number))
                .map(delivery -> body(delivery.body()))
                .orElseThrow();
    }

    private static void assertSame(JsonNode polled, JsonNode posted, List<String> pointers) {
        assertThat(pointers).allSatisfy(pointer -> {
            assertThat(posted.at(pointer).isMissingNode()).as(pointer).isFalse();
            assertThat(polled.at(pointer)).as(pointer).isEqualTo(posted.at(pointer));
        });
    }

    private static Build built(Scene scene) {
        Build build = scene.host().builds().start(scene.ref(), "main", scene.main());
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.host().builds().read(build.ref()), read -> read.result() != null);
    }

    @Test
    void whatIsPolledIsWhatWouldHaveBeenPosted() {
        // Given
        Scene scene = forge.scene();
        Hook hook = subscribed(scene);
        String cursor = now(scene);
        scene.host().tickets().update(scene.firstTicket(), new Change(null, List.of("fruit"), List.of()));
        PullRequest open = scene.draft("pears");
        PullRequest merged = scene.draft("plums");
        scene.host().pullRequests().markReady(merged.ref());
        scene.host().pullRequests().merge(merged.ref(), merged.head(), "done");
        built(scene);

        // When
        Page page = since(scene, cursor);

        // Then
        assertSame(bodies(page, "issues").getFirst(), lastPosted(scene, hook, "issues"), OF_ISSUES);
        assertSame(bodies(page, "pull_request").getLast(), lastPosted(scene, hook, "pull_request"), OF_PULLS);
        assertSame(bodies(page, "workflow_run").getLast(), lastPosted(scene, hook, "workflow_run"), OF_RUNS);
        assertThat(bodies(page, "pull_request"))
                .extracting(body -> body.at("/number").asText())
                .containsExactly(open.ref().number(), merged.ref().number());
        assertThat(page.posts())
                .extracting(post -> UUID.fromString(header(post, "X-GitHub-Delivery")))
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameChangeHasTheSameIdAndIsToldOnce() {
        // Given
        Scene scene = forge.scene();
        String cursor = now(scene);
        scene.host().tickets().update(scene.firstTicket(), new Change(null, List.of("fruit"), List.of()));
        scene.draft("plums");

        // When
        Page first = since(scene, cursor);
        Page again = since(scene, cursor);
        Page next = since(scene, first.cursor());

        // Then
        assertThat(first.posts()).hasSize(2);
        assertThat(again.posts()).isEqualTo(first.posts());
        assertThat(next.posts()).isEmpty();
    }

    @Test
    void whatWasThereBeforeTheStartIsNotTold() {
        // Given
        Scene scene = forge.scene();
        scene.draft("plums");
        built(scene);
        String cursor = now(scene);

        // When
        Page page = since(scene, cursor);

        // Then
        assertThat(page.posts()).isEmpty();
    }

    @Test
    void anIssueIsReopenedOnceHoweverItChangesAfterwards() {
        // Given
        Scene scene = forge.scene();
        var tickets = scene.host().tickets();
        tickets.update(scene.firstTicket(), new Change("closed", List.of(), List.of()));
        String cursor = now(scene);
        tickets.update(scene.firstTicket(), new Change("open", List.of(), List.of()));
        Page reopened = since(scene, cursor);
        tickets.update(scene.firstTicket(), new Change(null, List.of("fruit"), List.of()));

        // When
        Page later = since(scene, reopened.cursor());
        Page lost = since(scene, cursor);

        // Then
        assertThat(bodies(reopened, "issues"))
                .extracting(body -> body.at("/action").asText())
                .containsExactly("reopened");
        assertThat(bodies(later, "issues"))
                .extracting(body -> body.at("/action").asText())
                .containsExactly("edited");
        assertThat(header(lost.posts().getFirst(), "X-GitHub-Delivery"))
                .isEqualTo(header(reopened.posts().getFirst(), "X-GitHub-Delivery"));
    }

    @Test
    void hundredsOfChangesAtOnceAreAllToldPageByPage() {
        // Given
        Scene scene = forge.scene();
        String cursor = now(scene);
        IntStream.range(0, 230)
                .forEach(i -> scene.forge()
                        .core()
                        .tickets()
                        .create(
                                scene.project(),
                                0,
                                "Bug",
                                TicketEdit.nothing().with(Ticket.TITLE, TextNode.valueOf("t" + i)),
                                scene.caretaker()));

        // When
        List<String> titles = new ArrayList<>();
        for (Page page = since(scene, cursor); !page.posts().isEmpty(); page = since(scene, page.cursor())) {
            bodies(page, "issues")
                    .forEach(body -> titles.add(body.at("/issue/title").asText()));
        }

        // Then
        assertThat(titles).hasSize(230).doesNotHaveDuplicates();
    }

    @Test
    void aRunThatEndsLateIsToldThoughItIsListedNoMore() {
        // Given
        Scene scene = forge.scene();
        String run = "'id': 77, 'created_at': '2020-01-01T00:00:00Z', 'updated_at': '2020-01-01T00:00:09Z'";
        String start = now(scene);
        forge.answer("GET", "/actions/runs", 200, "{'workflow_runs': [{" + run + ", 'status': 'in_progress'}]}");
        Page running = since(scene, start);
        forge.answer("GET", "/actions/runs/77", 200, "{" + run + ", 'status': 'completed', 'conclusion': 'success'}");

        // When
        Page page = since(scene, running.cursor());

        // Then
        assertThat(running.posts()).isEmpty();
        assertThat(bodies(page, "workflow_run"))
                .extracting(body -> body.at("/workflow_run/id").asInt())
                .containsExactly(77);
        assertThat(since(scene, page.cursor()).posts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "1", "{\"tickets\":{\"at\":\"yesterday\"}}"})
    void aCursorOfSomebodyElseIsInvalid(String cursor) {
        // Given
        Scene scene = forge.scene();

        // When
        assertThatThrownBy(() -> since(scene, cursor))
                // Then
                .isInstanceOf(HostException.Invalid.class);
    }
}
