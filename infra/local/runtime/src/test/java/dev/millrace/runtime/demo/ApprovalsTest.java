package dev.millrace.runtime.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.runtime.demo.show.Show;
import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.story.Told;
import dev.millrace.runtime.journey.Approver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsTest {

    @TempDir
    private Path data;

    private final StringWriter out = new StringWriter();
    private final Told told = new Told();
    private final Journey one = Told.journey();
    private final Journey other = Told.journey();
    private FakeGateway gateway;
    private Approver grace;

    @BeforeEach
    void start() throws IOException {
        gateway = new FakeGateway();
        grace = new Approver(gateway.platform(data));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void whoeverHasToClickIsGivenTheLinkOnce() throws Exception {
        // Given
        Approvals approvals = approvals(false);
        ask(one);

        // When
        approvals.attend(List.of(one));
        approvals.attend(List.of(one));

        // Then
        assertThat(out.toString()).containsOnlyOnce(gateway.link().toString());
        assertThat(gateway.posts()).isEmpty();
        assertThat(approvals.page()).isEqualTo(gateway.link());
    }

    @Test
    void yesSendsTheFormThatThePageShows() throws Exception {
        // Given
        Approvals approvals = approvals(true);
        ask(one);

        // When
        approvals.attend(List.of(one));

        // Then
        assertThat(gateway.posts())
                .containsExactly(
                        "/approvals/question?t=token&x=1 form=form%2Btoken&diff=abc&comment=&decision=approve");
    }

    @Test
    void theNextTicketIsDecidedWhenTheOneBeforeIsMerged() throws Exception {
        // Given
        Approvals approvals = approvals(true);
        ask(one);
        ask(other);
        approvals.attend(List.of(one, other));

        // When
        approvals.attend(List.of(one, other));

        // Then
        assertThat(gateway.posts()).hasSize(1);
        merge(one);
        approvals.attend(List.of(one, other));
        assertThat(gateway.posts()).hasSize(2);
    }

    @Test
    void whoIsAskedAgainAboutTheSameTicketGoesFirst() throws Exception {
        // Given
        Approvals approvals = approvals(true);
        ask(one);
        approvals.attend(List.of(one));

        // When
        ask(one);
        approvals.attend(List.of(other, one));

        // Then
        assertThat(gateway.posts()).hasSize(2);
    }

    @Test
    void aPageWithoutAFormSaysThatSomebodyElseMayHaveDecided() {
        // Given
        gateway.showNoForm();

        // Then
        assertThatThrownBy(() -> grace.approve(gateway.link()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("somebody may have decided meanwhile");
    }

    private Approvals approvals(boolean yes) {
        return new Approvals(grace, new Show(new PrintWriter(out), false), yes, false);
    }

    private void ask(Journey journey) {
        UUID question = UUID.randomUUID();
        journey.hear(told.event(
                question.toString(),
                null,
                new ApprovalEvent.Opened(question, List.of("Grace"), List.of(), Instant.now())));
    }

    private void merge(Journey journey) {
        journey.hear(told.event(
                "merge", null, new PullRequestEvent.Merged(Told.PULL, "refs/heads/main", "h", "0123456789", null)));
    }
}
