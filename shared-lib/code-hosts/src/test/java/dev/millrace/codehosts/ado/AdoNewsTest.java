package dev.millrace.codehosts.ado;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.TicketRef;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is polled says the same as what the host posts, wherever the reader of hooks looks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdoNewsTest {

    private static final String SECRET = "a-secret-of-thirty-two-characters";
    private static final List<String> OF_A_TICKET = List.of(
            "/resource/revision/id",
            "/resource/revision/rev",
            "/resource/revision/fields/System.TeamProject",
            "/resource/revision/fields/System.Title",
            "/resource/revision/fields/System.Tags",
            "/resource/revision/fields/System.State",
            "/resource/revision/fields/System.AssignedTo",
            "/resource/fields/System.State/oldValue",
            "/resource/fields/System.State/newValue",
            "/resource/fields/System.Tags/oldValue",
            "/resource/fields/System.Tags/newValue",
            "/resourceContainers/project/id");
    private static final List<String> OF_A_NEW_TICKET = List.of(
            "/resource/id",
            "/resource/rev",
            "/resource/fields/System.TeamProject",
            "/resource/fields/System.Title",
            "/resource/fields/System.Tags",
            "/resource/fields/System.State",
            "/resource/fields/System.CreatedBy");
    private static final List<String> OF_A_PULL_REQUEST = List.of(
            "/resource/pullRequestId",
            "/resource/repository/name",
            "/resource/repository/project/name",
            "/resource/sourceRefName",
            "/resource/targetRefName",
            "/resource/status",
            "/resource/isDraft",
            "/resource/lastMergeSourceCommit/commitId",
            "/resource/url");
    private static final List<String> OF_A_BUILD = List.of(
            "/resource/id",
            "/resource/result",
            "/resource/status",
            "/resource/project/name",
            "/resource/definition/name",
            "/resource/sourceVersion",
            "/resource/sourceBranch",
            "/resource/startTime",
            "/resource/finishTime",
            "/resource/_links/web/href",
            "/resourceContainers/project/id");

    private AdoForge forge;
    private Letters letters;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        forge = new AdoForge(data);
        letters = new Letters();
    }

    @AfterAll
    void stop() {
        forge.close();
        letters.close();
    }

    private static String start(Scene scene) {
        return scene.host().hooks().since(scene.ticketProject(), "").cursor();
    }

    private static Page since(Scene scene, String cursor) {
        return scene.host().hooks().since(scene.ticketProject(), cursor);
    }

    private URI hooked(Scene scene) {
        URI url = letters.url(scene.project().name());
        scene.host().hooks().register(scene.ticketProject(), url, SECRET);
        return url;
    }

    /** The one post of the type that came to a URL, and the one that was polled, agree. */
    private void agree(URI url, Page page, String type, List<String> pointers) {
        await().atMost(Duration.ofSeconds(20)).until(() -> letters.of(url, type).size() == 1);
        JsonNode posted = letters.of(url, type).getFirst();
        List<JsonNode> polled = page.posts().stream()
                .map(post -> Letters.json(post.body()))
                .filter(body -> body.path("eventType").asText().equals(type))
                .toList();
        assertThat(polled).hasSize(1);
        assertThat(polled.getFirst().path("resourceVersion")).isEqualTo(posted.path("resourceVersion"));
        for (String pointer : pointers) {
            assertThat(polled.getFirst().at(pointer)).as(pointer).isEqualTo(posted.at(pointer));
        }
    }

    @Test
    void aChangedTicketIsToldAsTheHostTellsIt() {
        // Given
        Scene scene = forge.scene();
        URI url = hooked(scene);
        String cursor = start(scene);
        scene.host().tickets().update(scene.firstTicket(), new Change("Active", List.of("fruit"), List.of()));

        // When
        Page page = since(scene, cursor);

        // Then
        agree(url, page, "workitem.updated", OF_A_TICKET);
        assertThat(page.posts().getFirst().headers())
                .extracting(header -> header.name() + ": " + header.value())
                .containsExactly("Content-Type: application/json; charset=utf-8");
    }

    @Test
    void aNewTicketIsToldAsTheHostTellsIt() {
        // Given
        Scene scene = forge.scene();
        URI url = hooked(scene);
        String cursor = start(scene);
        scene.forge()
                .core()
                .tickets()
                .create(
                        scene.project(),
                        0,
                        "Bug",
                        TicketEdit.nothing().with(Ticket.TITLE, "Sell cherries"),
                        scene.caretaker());

        // When
        Page page = since(scene, cursor);

        // Then
        agree(url, page, "workitem.created", OF_A_NEW_TICKET);
    }

    @Test
    void everyRevisionOfATicketIsToldOnce() {
        // Given
        Scene scene = forge.scene();
        TicketRef ticket = scene.firstTicket();
        String cursor = start(scene);
        scene.host().tickets().update(ticket, new Change("Closed", List.of(), List.of()));
        scene.host().tickets().update(ticket, new Change("Active", List.of(), List.of()));
        scene.host().tickets().update(ticket, new Change(null, List.of("fruit"), List.of()));

        // When
        Page first = since(scene, cursor);
        Page again = since(scene, cursor);
        Page next = since(scene, first.cursor());

        // Then
        assertThat(first.posts())
                .extracting(post -> Letters.json(post.body())
                        .at("/resource/fields/System.State/oldValue")
                        .asText())
                .containsExactly("New", "Closed", "");
        assertThat(again.posts()).isEqualTo(first.posts());
        assertThat(next.posts()).isEmpty();
    }

    @Test
    void aPullRequestsLifeIsToldAsTheHostTellsIt() {
        // Given
        Scene scene = forge.scene();
        URI url = hooked(scene);
        PullRequest pull = scene.draft("plums");
        String cursor = start(scene);
        scene.host().pullRequests().markReady(pull.ref());

        // When
        Page ready = since(scene, cursor);
        scene.host().pullRequests().merge(pull.ref(), pull.head(), "done");
        Page merged = since(scene, ready.cursor());

        // Then
        assertThat(ready.posts())
                .extracting(post -> Letters.json(post.body()))
                .filteredOn(body -> body.path("eventType").asText().startsWith("git."))
                .extracting(body -> body.path("eventType").asText()
                        + body.at("/resource/isDraft").asText())
                .containsExactly("git.pullrequest.updatedfalse");
        agree(url, merged, "git.pullrequest.merged", OF_A_PULL_REQUEST);
        assertThat(since(scene, merged.cursor()).posts()).isEmpty();
    }

    @Test
    void aNewPullRequestIsToldAsTheHostTellsItAndAnAbandonedOneToo() {
        // Given
        Scene scene = forge.scene();
        URI url = hooked(scene);
        String cursor = start(scene);
        PullRequest pull = scene.draft("plums");

        // When
        Page created = since(scene, cursor);
        scene.host().pullRequests().close(pull.ref());
        Page closed = since(scene, created.cursor());

        // Then
        agree(url, created, "git.pullrequest.created", OF_A_PULL_REQUEST);
        assertThat(closed.posts())
                .extracting(
                        post -> Letters.json(post.body()).at("/resource/status").asText())
                .containsExactly("abandoned");
    }

    @Test
    void aBuildThatEndedIsToldAsTheHostTellsItWithItsProject() {
        // Given
        Scene scene = forge.scene();
        URI url = hooked(scene);
        String cursor = start(scene);
        Build build = scene.host().builds().start(scene.ref(), MAIN, scene.main());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.host().builds().read(build.ref()).result() != null);

        // When
        Page page = since(scene, cursor);

        // Then
        agree(url, page, "build.complete", OF_A_BUILD);
        assertThat(page.posts().getFirst().body()).contains(scene.project().name());
    }

    @Test
    void hooksComeWithTheSecretAsPassword() {
        // Given
        Scene scene = forge.scene();
        URI url = hooked(scene);
        String next = "another-secret-of-many-characters";
        scene.host().hooks().register(scene.ticketProject(), url, next);

        // When
        scene.host().tickets().update(scene.firstTicket(), new Change("Active", List.of(), List.of()));

        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !letters.of(url, "workitem.updated").isEmpty());
        assertThat(letters.authorizations(url)).containsOnly(Letters.basic("millrace", next));
    }

    @Test
    void aCursorOfSomethingElseIsInvalid() {
        // Given
        Scene scene = forge.scene();

        // When
        assertThatThrownBy(() -> since(scene, "yesterday"))
                // Then
                .isInstanceOf(HostException.Invalid.class)
                .hasMessageContaining("start with empty text");
    }
}
