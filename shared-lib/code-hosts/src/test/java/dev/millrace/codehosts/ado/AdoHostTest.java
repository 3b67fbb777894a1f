package dev.millrace.codehosts.ado;

import static dev.millrace.codehosts.contract.Scene.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.TicketRef;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.http.Fault;
import dev.millrace.forge.pull.MergeWish;
import dev.millrace.forge.talk.Anchor;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What Azure DevOps does in its own way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdoHostTest {

    private AdoForge forge;

    @BeforeAll
    void start(@TempDir Path data) {
        forge = new AdoForge(data);
    }

    @AfterAll
    void stop() {
        forge.close();
    }

    @Test
    void aPageToSignInIsForbidden() {
        // Given
        Scene scene = forge.scene();
        scene.forge()
                .faults()
                .plan(
                        "GET",
                        ".*connectionData.*",
                        new Fault.Effect.Answer(203, Map.of("Content-Type", "text/html"), "<html>"),
                        1);

        // When
        assertThatThrownBy(() -> scene.host().account())
                // Then
                .isInstanceOf(HostException.Forbidden.class)
                .hasMessageContaining("sign in");
    }

    @Test
    void aMergeThatTheHostMakesLaterIsWaitedFor() {
        // Given
        List<Runnable> meanwhile = new CopyOnWriteArrayList<>();
        Scene scene = forge.scene(
                new Timing(Timing.REAL.clock(), pause -> meanwhile.forEach(Runnable::run), Timing.REAL.random()));
        PullRequest pull = scene.draft("plums");
        scene.host().pullRequests().markReady(pull.ref());
        String queued = "{\"status\":\"active\",\"mergeStatus\":\"queued\",\"lastMergeSourceCommit\":{\"commitId\":\""
                + pull.head() + "\"}}";
        scene.forge()
                .faults()
                .plan(
                        "PATCH",
                        ".*pullRequests.*",
                        new Fault.Effect.Answer(200, Map.of("Content-Type", "application/json"), queued),
                        1);
        meanwhile.add(() -> complete(scene, pull));

        // When
        String merged = scene.host().pullRequests().merge(pull.ref(), pull.head(), "done");

        // Then
        assertThat(merged).isEqualTo(scene.main());
    }

    private static void complete(Scene scene, PullRequest pull) {
        var core = scene.forge().core();
        var wish =
                new MergeWish(Optional.of(pull.head()), MergeWish.Style.MERGE, Optional.empty(), false, false, false);
        core.pulls()
                .find(Long.parseLong(pull.ref().number()))
                .ifPresent(found -> core.merges().complete(found, wish, scene.caretaker()));
    }

    @Test
    void aTicketThatSomebodyElseChangesMeanwhileIsReadAgainAFewTimes() {
        // Given
        Scene scene = forge.scene();
        var change = new Change(null, List.of("fruit"), List.of());
        var stale = new Fault.Effect.Answer(412, Map.of(), "{\"message\":\"VS403351\"}");
        scene.forge().faults().plan("PATCH", ".*workItems.*", stale, 2);

        // When
        scene.host().tickets().update(scene.firstTicket(), change);

        // Then
        assertThat(scene.host().tickets().read(scene.firstTicket()).tags()).contains("fruit");
        scene.forge().faults().plan("PATCH", ".*workItems.*", stale, 5);
        var another = new Change(null, List.of("ripe"), List.of());
        assertThatThrownBy(() -> scene.host().tickets().update(scene.firstTicket(), another))
                .isInstanceOf(Conflict.class);
        scene.forge().faults().clear();
    }

    @Test
    void aTicketOfAnotherProjectIsNotFound() {
        // Given
        Scene mine = forge.scene();
        Scene other = forge.scene();
        var foreign =
                new TicketRef("code", mine.ticketProject(), other.firstTicket().id());

        // When
        assertThatThrownBy(() -> mine.host().tickets().read(foreign))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }

    @Test
    void aCommentOfOursIsNoOpenQuestion() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");

        // When
        URI page = scene.host().pullRequests().comment(pull.ref(), "mark", "said, mark");

        // Then
        var thread = scene.forge()
                .core()
                .conversations()
                .about(Long.parseLong(pull.ref().number()))
                .getFirst();
        assertThat(thread.status()).isEqualTo("closed");
        assertThat(page)
                .asString()
                .endsWith("/pullrequest/" + pull.ref().number() + "?discussionId=" + thread.number());
    }

    @Test
    void remarksNameFileAndLine() {
        // Given
        Scene scene = forge.scene();
        PullRequest pull = scene.draft("plums");
        scene.forge()
                .core()
                .conversations()
                .start(
                        Long.parseLong(pull.ref().number()),
                        new Anchor("prices.txt", 2, true),
                        "active",
                        "Too dear.",
                        Map.of(),
                        scene.forge().core().people().join("ada"));

        // When
        List<Remark> remarks = scene.host().pullRequests().remarks(pull.ref());

        // Then
        assertThat(remarks).containsExactly(new Remark("ada@millrace.test", "Too dear.", "prices.txt", 2));
    }

    @Test
    void aProposalIsLinkedToItsTickets() {
        // Given
        Scene scene = forge.scene();

        // When
        PullRequest pull = scene.draft("plums");

        // Then
        assertThat(scene.host().tickets().read(scene.firstTicket()).links()).anySatisfy(link -> {
            assertThat(link.kind()).isEqualTo("ArtifactLink");
            assertThat(link.target()).endsWith("%2F" + pull.ref().number());
        });
    }

    @Test
    void aNewBranchThatAppearsMeanwhileIsThere() {
        // Given
        Scene scene = forge.scene();
        scene.forge()
                .faults()
                .plan(
                        "POST",
                        ".*pushes.*",
                        new Fault.Effect.Answer(
                                409, Map.of(), "{\"typeKey\":\"GitReferenceStaleException\",\"message\":\"TF401028\"}"),
                        1);

        // When
        assertThatThrownBy(() -> scene.push("plums", write("a.txt", "a")))
                // Then
                .isInstanceOfSatisfying(
                        Conflict.class, conflict -> assertThat(conflict.kind()).isEqualTo(Conflict.Kind.EXISTS));
    }

    @Test
    void thereIsASubscriptionForEveryTypeOfEvent() {
        // Given
        Scene scene = forge.scene();
        URI url = URI.create("http://127.0.0.1:9/" + scene.project().name());

        // When
        scene.host().hooks().register(scene.ticketProject(), url, "a-secret-of-thirty-two-characters");

        // Then
        assertThat(scene.forge().core().hooks().of(Vendor.ADO))
                .filteredOn(hook -> hook.url().equals(url.toString()))
                .extracting(AdoHostTest::subscription)
                .containsExactlyInAnyOrder(
                        "workitem.created 1.0",
                        "workitem.updated 1.0",
                        "workitem.restored 1.0",
                        "git.pullrequest.created 1.0",
                        "git.pullrequest.updated 1.0",
                        "git.pullrequest.merged 1.0",
                        "build.complete 2.0");
    }

    private static String subscription(Hook hook) {
        return String.join(",", hook.events()) + " "
                + hook.settings().path("resourceVersion").asText();
    }
}
