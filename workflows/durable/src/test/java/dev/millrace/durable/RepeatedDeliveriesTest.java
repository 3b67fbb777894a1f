package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.DraftEvent;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.durable.functions.Publication;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Not every host knows an event's id again, so a fact that comes twice must do no more than one that comes once. */
class RepeatedDeliveriesTest {

    static Stream<Arguments> stories() {
        return Stream.of(
                Arguments.argumentSet("merged", (Supplier<Rehearsal>) Rehearsal::new),
                Arguments.argumentSet("mended", (Supplier<Rehearsal>) RepeatedDeliveriesTest::mended),
                Arguments.argumentSet("moved", (Supplier<Rehearsal>) RepeatedDeliveriesTest::moved),
                Arguments.argumentSet("reminded", (Supplier<Rehearsal>) RepeatedDeliveriesTest::reminded));
    }

    private static Rehearsal mended() {
        return new Rehearsal().next(BuildEvent.Requested.class, (asked, reply) -> {
            Rehearsal.queue(asked.commit(), reply);
            reply.after(Duration.ofMinutes(5), Props.completed(asked.commit(), BuildEvent.Result.FAILED));
        });
    }

    private static Rehearsal moved() {
        var rehearsal = new Rehearsal();
        return rehearsal
                .later(Duration.ofMinutes(30), Props.updated(Status.OPEN, Props.FOREIGN))
                .usually(
                        DraftEvent.StatusRequested.class,
                        (asked, reply) -> reply.with(Props.draftStatus(asked.branch(), Props.FOREIGN)))
                .next(ApprovalEvent.Requested.class, (asked, reply) -> reply.with(rehearsal.opened()));
    }

    private static Rehearsal reminded() {
        var rehearsal = new Rehearsal();
        return rehearsal.usually(ApprovalEvent.Requested.class, (asked, reply) -> {
            reply.with(rehearsal.opened());
            reply.after(Duration.ofHours(4), Props.decided(ApprovalEvent.Outcome.REJECTED, asked.diff()));
        });
    }

    /** Asking for a status changes nothing and may be done again. */
    private static List<String> deeds(Rehearsal rehearsal) {
        return rehearsal.published().stream()
                .map(Publication::type)
                .filter(type -> !type.contains("status-requested"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void doNoMoreThanOneDelivery(Supplier<Rehearsal> story) {
        // Given
        Rehearsal once = story.get();
        Ending ending = once.play();
        Rehearsal twice = story.get().everyFactComesTwice();

        // When
        Ending repeated = twice.play();

        // Then
        assertThat(repeated).isEqualTo(ending);
        assertThat(deeds(twice)).isEqualTo(deeds(once));
    }
}
