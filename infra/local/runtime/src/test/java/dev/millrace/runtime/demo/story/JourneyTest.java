package dev.millrace.runtime.demo.story;

import static dev.millrace.runtime.demo.story.Told.DIGEST;
import static dev.millrace.runtime.demo.story.Told.PULL;
import static dev.millrace.runtime.demo.story.Told.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.TicketEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JourneyTest {

    private static final BuildRef BUILD = new BuildRef("ado", "till", "3");
    private static final UUID QUESTION = UUID.randomUUID();

    private final Told told = new Told();
    private final Journey journey = Told.journey();

    @Test
    void anAnswerIsAStepOfTheFunctionThatWasAskedAndTookSinceThen() {
        // Given
        journey.hear(told.event("ask", null, new CommentEvent.Requested(TICKET, "plan", "Plan")));

        // When
        Optional<Step> step = journey.hear(told.event("answer", "ask", new CommentEvent.Written(TICKET, "plan", null)));

        // Then
        assertThat(step).hasValueSatisfying(found -> {
            assertThat(found.function()).isEqualTo("pr-writer");
            assertThat(found.took()).isEqualTo(Duration.ofSeconds(1));
            assertThat(found.what()).contains("plan");
        });
        assertThat(journey.stage()).isEqualTo(Stage.PLANNED);
        assertThat(journey.doing()).isEmpty();
    }

    @Test
    void whatIsAskedForAndNotAnsweredIsBeingDone() {
        // When
        Optional<Step> step = journey.hear(told.event("ask", null, new CommentEvent.Requested(TICKET, "plan", "Plan")));

        // Then
        assertThat(step).isEmpty();
        assertThat(journey.doing())
                .hasValueSatisfying(doing -> assertThat(doing.function()).isEqualTo("pr-writer"));
    }

    @Test
    void theSameEventAgainIsNothingNew() {
        // Given
        Heard opened =
                told.event("hook", null, new TicketEvent.Opened(TICKET, "Sell", null, 1, TicketEvent.Asks.BY_TAG));
        journey.hear(opened);

        // When
        Optional<Step> again = journey.hear(opened);

        // Then
        assertThat(again).isEmpty();
        assertThat(journey.heard()).containsExactly("hook");
    }

    @Test
    void theHookIsOfHookValidationAndTookSinceTheTicketWasFiled() {
        // When
        Optional<Step> step = journey.hear(
                told.event("hook", null, new TicketEvent.Opened(TICKET, "Sell", null, 1, TicketEvent.Asks.BY_TAG)));

        // Then
        assertThat(step).hasValueSatisfying(found -> {
            assertThat(found.function()).isEqualTo("hook-validation");
            assertThat(found.took()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void theDraftTellsWhereItIsAndWhenItWasThere() {
        // When
        journey.hear(told.event(
                "draft",
                null,
                new DraftEvent.Opened(
                        PULL, "millrace/7-x", "t", "h", DIGEST, URI.create("http://host/pull/12"), null)));

        // Then
        assertThat(journey.pull()).contains(URI.create("http://host/pull/12"));
        assertThat(journey.untilDraft()).contains(Duration.ofSeconds(1));
        assertThat(journey.stage()).isEqualTo(Stage.DRAFTED);
    }

    @Test
    void aBuildIsToldOnceAndWithItsOwnTime() {
        // Given
        journey.hear(told.event("queued", null, new BuildEvent.Queued(BUILD, "h", null)));

        // When
        Optional<Step> first = journey.built(Instant.now(), completed());
        Optional<Step> again = journey.built(Instant.now(), completed());

        // Then
        assertThat(first).hasValueSatisfying(step -> {
            assertThat(step.what()).isEqualTo("build 3 failed");
            assertThat(step.took()).isEqualTo(Duration.ofSeconds(2));
        });
        assertThat(again).isEmpty();
        assertThat(journey.builds(BuildEvent.Result.FAILED)).isEqualTo(1);
        assertThat(journey.isBuild(BUILD)).isTrue();
        assertThat(journey.isBuild(new BuildRef("ado", "till", "4"))).isFalse();
    }

    @Test
    void aQuestionIsOpenUntilItIsDecidedAlsoTheSecondTime() {
        // Given
        journey.hear(opened("first", QUESTION));

        // When
        journey.hear(told.event("no", null, decided(QUESTION, ApprovalEvent.Outcome.VOID)));
        UUID second = UUID.randomUUID();
        journey.hear(opened("second", second));

        // Then
        assertThat(journey.question()).contains(second);
        assertThat(journey.stage()).isEqualTo(Stage.WAITING);
    }

    @Test
    void theChangelogFollowsTheMerge() {
        // Given
        journey.hear(told.event(
                "merged", null, new PullRequestEvent.Merged(PULL, "refs/heads/main", "h", "0123456789abcdef", null)));

        // When
        Optional<Step> step = journey.hear(told.event(
                "docs", "merged", new DocsEvent.Proposed(PULL, PULL, URI.create("http://host/pull/13"), List.of("C"))));

        // Then
        assertThat(step).hasValueSatisfying(found -> {
            assertThat(found.function()).isEqualTo("docs-update");
            assertThat(found.took()).isEqualTo(Duration.ofSeconds(1));
        });
        assertThat(journey.changelog()).contains(URI.create("http://host/pull/13"));
        assertThat(journey.stage()).isEqualTo(Stage.DOCUMENTED);
    }

    @Test
    void aStepsIdNamesItsWorkflow() {
        // When
        journey.hear(told.event("hook", null, new CommentEvent.Requested(TICKET, "plan", "Plan")));

        // Then
        assertThat(journey.workflow()).contains("11111111-1111-5111-8111-111111111111");
    }

    private Heard opened(String id, UUID question) {
        return told.event(id, null, new ApprovalEvent.Opened(question, List.of("Grace"), List.of(), Instant.now()));
    }

    private static ApprovalEvent.Decided decided(UUID question, ApprovalEvent.Outcome outcome) {
        return new ApprovalEvent.Decided(question, outcome, DIGEST, List.of(), null);
    }

    private static BuildEvent.Completed completed() {
        Instant begun = Instant.parse("2026-01-01T00:00:00Z");
        return new BuildEvent.Completed(
                BUILD, "till", BuildEvent.Result.FAILED, null, null, begun, begun.plusSeconds(2), null);
    }
}
