package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.CommentEvent;
import dev.millrace.contracts.events.CompletionEvent;
import dev.millrace.contracts.events.ContextEvent;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.MergeEvent;
import dev.millrace.contracts.events.NotificationEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import dev.millrace.durable.steps.Stop;
import dev.millrace.durable.wire.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The story from ticket to merge, and its turns for the worse before there is anything to approve. */
class TicketToPullRequestTest {

    @Test
    void aTicketBecomesAMergedAndDocumentedPullRequest() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOfSatisfying(Ending.Merged.class, merged -> {
            assertThat(merged.mergeCommit()).isEqualTo(Props.MERGE);
            assertThat(merged.docs()).isEqualTo(Props.DOCS);
            assertThat(merged.cost().text()).isEqualTo("EUR 0.0840");
        });
        assertThat(rehearsal.published())
                .extracting(publication -> publication.type().replace("dev.millrace.", ""))
                .containsExactly(
                        "context.requested.v1",
                        "completion.requested.v1",
                        "comment.requested.v1",
                        "completion.requested.v1",
                        "draft.requested.v1",
                        "build.requested.v1",
                        "approval.requested.v1",
                        "merge.requested.v1",
                        "comment.requested.v1");
        assertThat(rehearsal.statuses())
                .containsExactly(
                        "reading the ticket and its repository",
                        "planning",
                        "writing the change",
                        "opening the draft pull request",
                        "waiting for a build of bbbbbbbb",
                        "build bbbb is running",
                        "asking for approval",
                        "waiting for approval by bob until 2026-01-06 09:00 UTC",
                        "merging",
                        "merged as " + Props.MERGE + ", waiting for the documentation",
                        "merged as " + Props.MERGE);
    }

    @Test
    void everyCommandCarriesTenantTicketTraceAndTheInstanceThatWaits() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.published()).allSatisfy(publication -> {
            assertThat(publication.context().tenant()).isEqualTo(Props.TENANT);
            assertThat(publication.context().correlationId()).isEqualTo("ado/shop/4711");
            assertThat(publication.context().traceparent()).startsWith("00-0af7");
            assertThat(publication.context().instanceId()).startsWith(rehearsal.id());
        });
        assertThat(rehearsal.published())
                .extracting(publication -> publication.id())
                .doesNotHaveDuplicates();
    }

    @Test
    void planAndQuoteComeOntoTheTicket() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        rehearsal.play();

        // Then
        CommentEvent.Requested comment =
                rehearsal.commands(CommentEvent.Requested.class).getFirst();
        assertThat(comment.topic()).isEqualTo("plan");
        assertThat(comment.markdown())
                .contains("Say please.")
                .contains("Planning cost EUR 0.0420.")
                .contains("about EUR 0.1260, and up to EUR 0.5040 if the build needs mending 3 times");
    }

    @Test
    void theDraftHoldsTheModelsEditsUnderABranchOfTheInstance() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        rehearsal.play();

        // Then
        DraftEvent.Requested draft =
                rehearsal.commands(DraftEvent.Requested.class).getFirst();
        assertThat(draft.branch()).isEqualTo("millrace/4711-" + rehearsal.id());
        assertThat(rehearsal.document(draft.edits(), EditSet.class).edits())
                .singleElement()
                .satisfies(edit -> assertThat(edit.text()).contains("\"hi, please\""));
        assertThat(rehearsal.text(draft.description())).contains("Say please.");
    }

    @Test
    void aRefusedBudgetStopsBeforeAnythingExistsAndTellsTicketAndOperators() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(
                        CompletionEvent.Requested.class,
                        (asked, reply) -> reply.with(new CompletionEvent.Refused(
                                asked.purpose(), CompletionEvent.Reason.BUDGET_EXHAUSTED, "EUR 50.00 of EUR 50.00")));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isEqualTo(new Ending.Abandoned(
                        new Stop(Stop.Cause.BUDGET, "the budget is used up: EUR 50.00 of EUR 50.00"), true));
        assertThat(rehearsal.commands(PullRequestEvent.AbandonRequested.class)).isEmpty();
        assertThat(rehearsal.commands(CommentEvent.Requested.class)).hasSize(1);
        assertThat(rehearsal.commands(NotificationEvent.Requested.class))
                .singleElement()
                .satisfies(notification -> {
                    assertThat(notification.severity()).isEqualTo(NotificationEvent.Severity.P2);
                    assertThat(notification.template()).isEqualTo("budget-exhausted");
                });
    }

    @Test
    void aTicketThatItsHostRefusesEndsWithAComment() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(
                        ContextEvent.Requested.class,
                        (asked, reply) -> reply.with(new ContextEvent.Refused(
                                asked.ticket(), HostRefusal.NOT_ASKED, "the ticket is closed")));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Abandoned.class,
                        abandoned -> assertThat(abandoned.stop().cause()).isEqualTo(Stop.Cause.REFUSED));
        assertThat(rehearsal.commands(NotificationEvent.Requested.class)).isEmpty();
    }

    @Test
    void theWorkflowGoesOnWithoutDocumentationThatDoesNotCome() {
        // Given
        var rehearsal = new Rehearsal()
                .usually(
                        MergeEvent.Requested.class,
                        (asked, reply) -> reply.with(new PullRequestEvent.Merged(
                                Props.PULL_REQUEST, "refs/heads/main", asked.head(), Props.MERGE, null)));

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending)
                .isInstanceOfSatisfying(
                        Ending.Merged.class, merged -> assertThat(merged.docs()).isNull());
    }

    @Test
    void documentationThatIsNotNeededIsSaidOnTheTicket() {
        // Given
        var rehearsal = new Rehearsal().usually(MergeEvent.Requested.class, (asked, reply) -> {
            // It overtakes the merge's own reply.
            reply.after(Duration.ofMillis(1), new DocsEvent.Skipped(Props.PULL_REQUEST, "only tests changed"));
            reply.with(new PullRequestEvent.Merged(
                    Props.PULL_REQUEST, "refs/heads/main", asked.head(), Props.MERGE, null));
        });

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.commands(CommentEvent.Requested.class).getLast().markdown())
                .contains("Not documented: only tests changed");
    }

    @Test
    void aBrokerThatIsDownForAWhileOnlyCostsTime() {
        // Given
        var rehearsal = new Rehearsal().brokerFails(20);

        // When
        Ending ending = rehearsal.play();

        // Then
        assertThat(ending).isInstanceOf(Ending.Merged.class);
        assertThat(rehearsal.commands(ContextEvent.Requested.class)).hasSize(1);
    }

    @Test
    void anInputOfAnotherVersionFailsAndSaysWhatToDo() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        var completion =
                rehearsal.perform(Json.tree(Props.work()).toString().replace("\"version\":1", "\"version\":2"));

        // Then
        assertThat(completion.getOrchestrationStatus()).isEqualTo(OrchestrationStatus.ORCHESTRATION_STATUS_FAILED);
        assertThat(completion.getFailureDetails().getErrorMessage())
                .contains("understands version 1 of its input, unlike 2. Run it with the release that wrote it.");
    }

    @Test
    void peopleAreToldWhatWasChecked() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        rehearsal.play();

        // Then
        assertThat(rehearsal.commands(ApprovalEvent.Requested.class))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.checks()).isEqualTo(List.of("Build bbbb succeeded."));
                    assertThat(asked.author()).isEqualTo("alice");
                    assertThat(asked.costSoFar()).isEqualTo(new Money(84_000_000, "EUR"));
                });
    }
}
