package dev.millrace.docsupdate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.PullRequestEvent.Merged;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.contracts.tenant.HookKind;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every kind of host must see. */
abstract class DocsScenarios extends DocsDesk {

    DocsScenarios(HookKind kind) {
        super(kind);
    }

    @Test
    void aMergeIsFollowedByOnePullRequestWithItsDocumentation() {
        // Given
        tag("v1.0.0");
        Merged merged = merged("plums", "", "feat(shop): sell plums", "chore: tidy", "fix: count");

        // When
        DocsEvent.Proposed proposed = proposed(merged);

        // Then
        assertThat(proposed.merged()).isEqualTo(merged.pullRequest());
        assertThat(proposed.files()).containsExactly(CHANGELOG, "docs/release-notes/1.1.0.md");
        assertThat(text(BRANCH, CHANGELOG))
                .contains("### Added\n\n- **shop:** sell plums (", "### Fixed\n\n- count (")
                .doesNotContain("tidy", "a small shop");
        PullRequest pull = host.pullRequests().read(proposed.pullRequest());
        assertThat(pull.title()).isEqualTo("docs: changelog and release notes");
        assertThat(pull.draft()).isFalse();
        assertThat(pull.description()).contains("The next version is 1.1.0.");
        assertThat(host.repositories().commit(repository, head(BRANCH)).message())
                .contains("Millrace-Docs: code/" + repository.project())
                .contains("Signed-off-by: Millrace <");
    }

    @Test
    void theSameEventAgainGetsTheSameReply() {
        // Given
        Merged merged = merged("plums", "", "feat: sell plums");
        Response first = deliver("event-of-" + repository.project(), merged);

        // When
        Response again = deliver("event-of-" + repository.project(), merged);

        // Then
        assertThat(again.body().asString()).isEqualTo(first.body().asString());
        assertThat(again.header("ce-id")).isEqualTo(first.header("ce-id"));
        assertThat(again.header("ce-instanceid")).isEqualTo("instance-1");
        assertThat(open()).hasSize(1);
    }

    @Test
    void theNextMergeGoesIntoTheSamePullRequestAndPeoplesEditsStay() {
        // Given
        DocsEvent.Proposed first = proposed(merged("plums", "", "feat: sell plums"));
        String edited = text(BRANCH, CHANGELOG).replaceFirst("- sell plums .*", "- plums, at last");
        committed(BRANCH, "docs: my words", CHANGELOG, edited);

        // When
        DocsEvent.Proposed second = proposed(merged("pears", "", "feat: sell pears"));

        // Then
        assertThat(second.pullRequest()).isEqualTo(first.pullRequest());
        assertThat(open()).hasSize(1);
        assertThat(text(BRANCH, CHANGELOG))
                .contains("- plums, at last\n", "- sell pears (")
                .doesNotContain("- sell plums");
    }

    @Test
    void mergesAtTheSameTimeEndInOnePullRequestThatHasAll() {
        // Given
        List<Merged> merged = Stream.of("plums", "pears", "figs")
                .map(fruit -> merged(fruit, "", "feat: sell " + fruit))
                .toList();

        // When
        List<PullRequestRef> proposed;
        // Not on the common pool: clients of java.net.http complete their answers there.
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            proposed =
                    merged.stream()
                            .map(each -> CompletableFuture.supplyAsync(() -> proposed(each), callers))
                            .toList()
                            .stream()
                            .map(reply -> reply.join().pullRequest())
                            .distinct()
                            .toList();
        }

        // Then
        assertThat(proposed).hasSize(1);
        assertThat(open()).extracting(PullRequest::ref).isEqualTo(proposed);
        assertThat(text(BRANCH, CHANGELOG))
                .containsOnlyOnce("- sell plums (")
                .containsOnlyOnce("- sell pears (")
                .containsOnlyOnce("- sell figs (");
    }

    @Test
    void afterItsMergeThereIsANewOneAndItsOwnMergeIsNotFollowed() {
        // Given
        DocsEvent.Proposed first = proposed(merged("plums", "", "feat: sell plums"));
        String own = skipped(merged(first.pullRequest()));
        committed(MAIN, "docs: words", CHANGELOG, text(MAIN, CHANGELOG).replaceFirst("- sell plums .*", "- plums!"));

        // When
        DocsEvent.Proposed second = proposed(merged("pears", "", "fix: pears"));

        // Then
        assertThat(own).isEqualTo("it is the documentation itself");
        assertThat(second.pullRequest()).isNotEqualTo(first.pullRequest());
        assertThat(open()).hasSize(1);
        assertThat(text(BRANCH, CHANGELOG)).contains("- plums!\n", "- pears (").doesNotContain("- sell plums");
    }

    @Test
    void oneThatWasClosedIsMadeAnew() {
        // Given
        DocsEvent.Proposed first = proposed(merged("plums", "", "feat: sell plums"));
        host.pullRequests().close(first.pullRequest());

        // When
        DocsEvent.Proposed second = proposed(merged("pears", "", "feat: sell pears"));

        // Then
        assertThat(host.pullRequests().read(first.pullRequest()).status()).isEqualTo(Status.CLOSED);
        assertThat(second.pullRequest()).isNotEqualTo(first.pullRequest());
        assertThat(text(BRANCH, CHANGELOG)).contains("- sell plums (", "- sell pears (");
    }

    @Test
    void aDeliveryThatDiedBeforeItOpenedThePullRequestIsFinished() {
        // Given
        Merged merged = merged("plums", "", "feat: sell plums");
        DocsEvent.Proposed first = proposed(merged);
        String written = text(BRANCH, CHANGELOG);
        host.pullRequests().close(first.pullRequest());
        committed(BRANCH, "docs: went on", "docs/went-on.md", "on");

        // When
        DocsEvent.Proposed finished = proposed(merged);

        // Then
        assertThat(open()).extracting(PullRequest::ref).containsExactly(finished.pullRequest());
        assertThat(text(BRANCH, CHANGELOG)).isEqualTo(written);
    }

    @Test
    void anotherEventOfADocumentedMergeNamesItsPullRequest() {
        // Given
        Merged merged = merged("plums", "", "feat: sell plums");
        DocsEvent.Proposed first = proposed(merged);
        String head = head(BRANCH);

        // When
        DocsEvent.Proposed again = proposed(merged);

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(head(BRANCH)).isEqualTo(head);
    }

    @Test
    void whatOnlyDevelopersNoticeIsSkipped() {
        // Given
        tag("1.0.0");
        Merged merged = merged("tidy", "", "chore: tidy", "ci: faster", "test: more");

        // When
        String reason = skipped(merged);

        // Then
        assertThat(reason).isEqualTo("its commits change nothing that users notice");
        assertThat(open()).isEmpty();
    }

    @Test
    void decisionsAndMarkedSectionsOfTheReadmeAreWrittenToo() {
        // Given
        committed(MAIN, "docs: marks", "README.md", "<!-- millrace:changes -->\n<!-- /millrace:changes -->\n");
        Merged merged = merged("cents", "## Plan\n\nCount.\n\n## Decision\n\nPrices are integers.", "feat: cents");

        // When
        DocsEvent.Proposed proposed = proposed(merged);

        // Then
        assertThat(proposed.files()).contains("README.md", "docs/decisions/0001-change-cents.md");
        assertThat(text(BRANCH, "README.md")).contains("- cents (");
        assertThat(text(BRANCH, "docs/decisions/0001-change-cents.md")).contains("**Decision.** Prices are integers.");
    }

    @Test
    void aHostWithoutATokenIsSkipped() {
        // Given
        Merged merged = merged("plums", "", "feat: sell plums");
        PullRequestRef there = merged.pullRequest();
        var mute = new Merged(
                new PullRequestRef("mute", there.project(), there.repository(), there.number()),
                merged.targetRef(),
                merged.head(),
                merged.mergeCommit(),
                null);

        // When
        String reason = skipped(mute);

        // Then
        assertThat(reason).contains("names no token for host 'mute'").doesNotEndWith(".");
    }

    @Test
    void aTenantThatWantsNoDocumentationIsSkipped() throws IOException {
        // Given
        Merged merged = merged("plums", "", "feat: sell plums");
        register("quiet", "docs: false");

        // When
        String reason = skipped(merged);

        // Then
        assertThat(reason).isEqualTo("the tenant's registry entry switches documentation off");
        assertThat(open()).isEmpty();
    }
}
