package dev.millrace.runtime.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void asManyRequestsAreSentAsWereAskedFor() throws InterruptedException {
        // When
        Load.Run run = Load.count(4, 10, () -> answer(true));

        // Then
        assertThat(sent).hasValue(10);
        assertThat(run.accepted()).isEqualTo(10);
        assertThat(run.refused()).isZero();
        assertThat(run.times().count()).isEqualTo(10);
    }

    @Test
    void badAnswersAndFailuresAreRefusedAndHaveNoTime() throws InterruptedException {
        // When
        Load.Run run = Load.count(2, 9, () -> switch (sent.incrementAndGet() % 3) {
            case 0 -> Future.succeededFuture(Load.Reply.now(true));
            case 1 -> Future.succeededFuture(Load.Reply.now(false));
            default -> Future.failedFuture("the connection was closed");
        });

        // Then
        assertThat(run.accepted()).isEqualTo(3);
        assertThat(run.refused()).isEqualTo(6);
    }

    @Test
    void anOpenLoopSendsItsRateWhetherAnsweredOrNot() throws InterruptedException {
        // When
        Load.Run run = Load.open(200, Duration.ofMillis(100), () -> answer(true));

        // Then
        assertThat(sent).hasValue(20);
        assertThat(run.accepted()).isEqualTo(20);
    }

    @Test
    void aClosedLoopGoesOnUntilItsTimeIsOverAndCountsEachRequest() throws InterruptedException {
        Load.Run run = Load.closed(2, Duration.ofMillis(20), () -> answer(true));
        assertThat(run.accepted()).isPositive().isEqualTo(sent.get());
    }

    @Test
    void withoutAGoodAnswerThereAreNoTimes() throws InterruptedException {
        Load.Run run = Load.count(1, 2, () -> answer(false));
        assertThatThrownBy(run::times)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("none of 2 requests was answered as it should be");
    }

    private Future<Load.Reply> answer(boolean good) {
        sent.incrementAndGet();
        return Future.succeededFuture(Load.Reply.now(good));
    }
}
