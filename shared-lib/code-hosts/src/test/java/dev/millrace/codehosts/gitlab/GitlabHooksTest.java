package dev.millrace.codehosts.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.TicketRef;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GitlabHooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Shops shops;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        shops = new Shops(data);
    }

    @AfterAll
    void stop() throws IOException {
        shops.close();
    }

    private static Page since(Scene scene, String cursor) {
        return scene.host().hooks().since(scene.ticketProject(), cursor);
    }

    private static JsonNode body(Post post) {
        try {
            return JSON.readTree(post.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<JsonNode> bodies(Page page, String kind) {
        return page.posts().stream()
                .map(GitlabHooksTest::body)
                .filter(body -> body.path("object_kind").asText().equals(kind))
                .toList();
    }

    private static String id(Post post) {
        return post.headers().stream()
                .filter(header -> header.name().equals("X-Gitlab-Event-UUID"))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    private static void set(Scene scene, String state) {
        scene.host().tickets().update(scene.firstTicket(), new Change(state, List.of(), List.of()));
    }

    /** The pointers are all that hook-validation reads. */
    @Test
    void anIssueSaysWhatHookValidationReads() {
        // Given
        Scene scene = shops.open();
        String cursor = since(scene, "").cursor();
        TicketRef ticket = scene.firstTicket();
        scene.forge()
                .core()
                .tickets()
                .change(
                        Long.parseLong(ticket.id()),
                        TicketEdit.nothing().with(Ticket.ASSIGNEE, Optional.of("ada")),
                        scene.caretaker());

        // When
        Page page = since(scene, cursor);

        // Then
        assertThat(page.posts()).singleElement().satisfies(post -> {
            JsonNode body = body(post);
            assertThat(post.headers()).contains(new Header("X-Gitlab-Event", "Issue Hook"));
            assertThat(body.path("object_kind").asText()).isEqualTo("issue");
            assertThat(body.at("/project/path_with_namespace").asText()).isEqualTo(scene.ticketProject());
            assertThat(body.at("/object_attributes/iid").asText()).isEqualTo(ticket.id());
            assertThat(body.at("/object_attributes/state").asText()).isEqualTo("opened");
            assertThat(body.at("/object_attributes/action").asText()).isEqualTo("update");
            assertThat(body.at("/object_attributes/title").asText()).isEqualTo("The pear is too dear");
            assertThat(body.at("/object_attributes/url").asText()).endsWith("/issues/" + ticket.id());
            assertThat(body.at("/labels/0/title").asText()).isEqualTo("millrace");
            assertThat(body.at("/assignees/0/username").asText()).isEqualTo("ada");
            assertThat(body.at("/assignees/0/name").asText()).isNotEmpty();
        });
    }

    @Test
    void aMergeRequestSaysWhatHookValidationReads() {
        // Given
        Scene scene = shops.open();
        String cursor = since(scene, "").cursor();
        PullRequest pull = scene.draft("plums");

        // When
        Page page = since(scene, cursor);

        // Then
        assertThat(bodies(page, "merge_request")).singleElement().satisfies(body -> {
            assertThat(body.at("/object_attributes/iid").asText())
                    .isEqualTo(pull.ref().number());
            assertThat(body.at("/object_attributes/source_branch").asText()).isEqualTo("plums");
            assertThat(body.at("/object_attributes/target_branch").asText()).isEqualTo(Scene.MAIN);
            assertThat(body.at("/object_attributes/state").asText()).isEqualTo("opened");
            assertThat(body.at("/object_attributes/draft").asBoolean()).isTrue();
            assertThat(body.at("/object_attributes/work_in_progress").asBoolean())
                    .isTrue();
            assertThat(body.at("/object_attributes/last_commit/id").asText()).isEqualTo(pull.head());
            assertThat(body.at("/object_attributes/url").asText()).startsWith("http");
        });
    }

    @Test
    void aPipelineIsToldOnceItHasEndedWithWhatHookValidationReads() {
        // Given
        Scene scene = shops.open();
        String cursor = since(scene, "").cursor();
        Build build = scene.host().builds().start(scene.ref(), Scene.MAIN, scene.main());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.host().builds().read(build.ref()).result() != null);

        // When
        Page page = since(scene, cursor);

        // Then
        assertThat(bodies(page, "pipeline")).singleElement().satisfies(body -> {
            assertThat(body.at("/project/path_with_namespace").asText()).isEqualTo(scene.ticketProject());
            assertThat(body.at("/object_attributes/id").asText())
                    .isEqualTo(build.ref().id());
            assertThat(body.at("/object_attributes/status").asText()).isEqualTo("success");
            assertThat(body.at("/object_attributes/ref").asText()).isEqualTo(Scene.MAIN);
            assertThat(body.at("/object_attributes/sha").asText()).isEqualTo(scene.main());
            assertThat(body.at("/object_attributes/created_at").asText()).matches("[-0-9]{10} [:0-9]{8} UTC");
            assertThat(body.at("/object_attributes/finished_at").asText()).matches("[-0-9]{10} [:0-9]{8} UTC");
            assertThat(body.at("/object_attributes/url").asText()).startsWith("http");
        });
    }

    @Test
    void anIssueThatIsOpenedAgainIsToldSoOnce() {
        // Given
        Scene scene = shops.open();
        set(scene, "closed");
        String cursor = since(scene, "").cursor();
        set(scene, "opened");
        scene.host().tickets().update(scene.firstTicket(), new Change(null, List.of("fruit"), List.of()));

        // When
        Page first = since(scene, cursor);
        scene.host().tickets().update(scene.firstTicket(), new Change(null, List.of("ripe"), List.of()));
        Page second = since(scene, first.cursor());

        // Then
        assertThat(bodies(first, "issue"))
                .extracting(body -> body.at("/object_attributes/action").asText())
                .containsExactly("reopen", "update");
        assertThat(bodies(second, "issue"))
                .extracting(body -> body.at("/object_attributes/action").asText())
                .containsExactly("update");
    }

    @Test
    void theSameChangeHasTheSameIdAndBody() {
        // Given
        Scene scene = shops.open();
        set(scene, "closed");
        String cursor = since(scene, "").cursor();
        set(scene, "opened");
        scene.draft("plums");

        // When
        Page first = since(scene, cursor);
        Page again = since(scene, cursor);

        // Then
        assertThat(first.posts()).hasSize(3).isEqualTo(again.posts());
        assertThat(first.posts()).extracting(GitlabHooksTest::id).doesNotHaveDuplicates();
    }

    @Test
    void manyChangesComeInPartsAndEachOnce() {
        // Given
        Scene scene = shops.open();
        String cursor = since(scene, "").cursor();
        for (int i = 0; i < 330; i++) {
            scene.forge()
                    .core()
                    .tickets()
                    .create(
                            scene.project(),
                            0,
                            "Bug",
                            TicketEdit.nothing().with(Ticket.TITLE, Optional.of("Bug " + i)),
                            scene.caretaker());
        }

        // When
        List<String> titles = new ArrayList<>();
        Page page = since(scene, cursor);
        for (; !page.posts().isEmpty(); page = since(scene, page.cursor())) {
            assertThat(page.posts()).hasSizeLessThanOrEqualTo(250);
            bodies(page, "issue")
                    .forEach(body ->
                            titles.add(body.at("/object_attributes/title").asText()));
        }

        // Then
        assertThat(titles).hasSize(330).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoCursorIsInvalid() {
        // Given
        Scene scene = shops.open();

        // When
        assertThatThrownBy(() -> since(scene, "yesterday"))
                // Then
                .isInstanceOf(HostException.Invalid.class);
        assertThatThrownBy(() -> since(scene, "{}")).isInstanceOf(HostException.Invalid.class);
    }
}
