package dev.millrace.platform.once;

import static dev.millrace.platform.once.Deliveries.ACME;
import static dev.millrace.platform.once.Deliveries.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.events.TicketEvent.Opened;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class OnceOutsideTest extends OnceFixture {

    private final Instant begun = Instant.now();

    @Inject
    Database database;

    @Test
    void causesAnEffectOutsideOnceUnderConcurrentDeliveries() {
        // Given
        var runs = new AtomicInteger();

        // When
        List<Answer> answers =
                crowd(() -> once.outside(delivery, LONG, claim -> item(reply(delivery, runs.incrementAndGet()))));

        // Then
        assertThat(runs).hasValue(1);
        assertThat(answers).hasSize(CROWD).allSatisfy(answer -> {
            if (answer instanceof Answer.Refused refused) {
                assertThat(refused.problem().status()).isEqualTo(409);
            } else {
                assertReply(answer, 1);
            }
        });
        assertReply(get(once.outside(delivery, LONG, claim -> item(reply(delivery, 2)))), 1);
    }

    @Test
    void tellsASecondDeliveryToComeAgainWhileTheFirstIsAtWork() {
        // Given
        var work = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = claimed(work);

        // When
        Answer second = get(once.outside(delivery, LONG, claim -> item(reply(delivery, 2))));
        work.complete(reply(delivery, 1));

        // Then
        assertRefused(second, 409);
        assertReply(first.join(), 1);
        assertReply(get(once.outside(delivery, LONG, claim -> item(reply(delivery, 3)))), 1);
    }

    @Test
    void renewsTheClaimWhileTheEffectIsWorkedOn() {
        // Given
        var work = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = claimed(work);
        Duration granted = lease();

        // When
        await().until(() -> lease().compareTo(granted.plusSeconds(2)) > 0);

        // Then
        assertThat(granted).isLessThan(LONG);
        assertRefused(get(once.outside(delivery, LONG, claim -> item(reply(delivery, 2)))), 409);
        work.complete(reply(delivery, 1));
        assertReply(first.join(), 1);
    }

    @Test
    void takesAnExpiredClaimOverAndRefusesItsLateReply() {
        // Given
        var fences = new CopyOnWriteArrayList<Long>();
        var late = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = start(once.outside(delivery, Duration.ofMillis(1), claim -> {
            fences.add(claim.fence());
            return future(late);
        }));
        await().until(() -> fences.size() == 1);

        // When
        await().untilAsserted(() -> assertReply(
                get(once.outside(delivery, LONG, claim -> {
                    fences.add(claim.fence());
                    return item(reply(delivery, 2));
                })),
                2));
        late.complete(reply(delivery, 1));

        // Then
        assertThat(fences).containsExactly(1L, 2L);
        assertRefused(first.join(), 409);
        assertReply(get(once.outside(delivery, LONG, claim -> item(reply(delivery, 3)))), 2);
    }

    @Test
    void lateFailureLeavesTheClaimToItsNewHolder() {
        // Given
        var late = new CompletableFuture<Answer>();
        var work = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = expired(late);
        CompletableFuture<Answer> second = takenOver(work);

        // When
        late.completeExceptionally(new IllegalStateException("broken"));

        // Then
        assertThatThrownBy(first::join).hasRootCauseMessage("broken");
        assertRefused(get(once.outside(delivery, LONG, claim -> item(reply(delivery, 3)))), 409);
        work.complete(reply(delivery, 2));
        assertReply(second.join(), 2);
    }

    @Test
    void lateReplyLeavesTheClaimToItsNewHolder() {
        // Given
        var late = new CompletableFuture<Answer>();
        var work = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = expired(late);
        CompletableFuture<Answer> second = takenOver(work);

        // When
        late.complete(reply(delivery, 1));

        // Then
        assertRefused(first.join(), 409);
        assertRefused(get(once.outside(delivery, LONG, claim -> item(reply(delivery, 3)))), 409);
        work.complete(reply(delivery, 2));
        assertReply(second.join(), 2);
    }

    @Test
    void givesTheClaimBackAfterAFailureOrRefusal() {
        // Given
        var fences = new ArrayList<Long>();
        Uni<Answer> failing = once.outside(delivery, LONG, claim -> {
            fences.add(claim.fence());
            throw new IllegalStateException("broken");
        });
        Uni<Answer> refusing = once.outside(delivery, LONG, claim -> {
            fences.add(claim.fence());
            return item(new Answer.Refused(Problem.unavailable("Try again.")));
        });
        assertThatThrownBy(() -> get(failing)).hasMessage("broken");
        assertRefused(get(refusing), 503);

        // When
        Answer third = get(once.outside(delivery, LONG, claim -> {
            fences.add(claim.fence());
            return item(reply(delivery, 3));
        }));

        // Then
        assertReply(third, 3);
        assertThat(fences).containsExactly(1L, 2L, 3L);
    }

    @Test
    void keepsTheClaimsOfTenantsApart() {
        // Given
        Delivery<Opened> theirs = Deliveries.of(OTHER, id, "Drop a flag");
        var work = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = claimed(work);

        // When
        Answer answer = get(once.outside(theirs, LONG, claim -> item(reply(theirs, 2))));
        work.complete(reply(delivery, 1));

        // Then
        assertReply(answer, 2);
        assertReply(first.join(), 1);
    }

    /** From the test's beginning until the claim expires. */
    private Duration lease() {
        return get(database.inTenant(
                ACME,
                connection -> connection
                        .preparedQuery("SELECT lease_until FROM processed WHERE id = $1")
                        .execute(Tuple.of(id))
                        .map(rows -> Duration.between(
                                begun,
                                rows.iterator().next().getOffsetDateTime(0).toInstant()))));
    }

    private static Uni<Answer> future(CompletableFuture<Answer> answer) {
        return Uni.createFrom().completionStage(answer);
    }

    /** Delivers and waits until the effect has begun. */
    private CompletableFuture<Answer> claimed(CompletableFuture<Answer> work) {
        return claimed(work, LONG);
    }

    /** A delivery at work whose lease is as good as over. */
    private CompletableFuture<Answer> expired(CompletableFuture<Answer> work) {
        return claimed(work, Duration.ofMillis(1));
    }

    private CompletableFuture<Answer> claimed(CompletableFuture<Answer> work, Duration lease) {
        var begun = new CompletableFuture<Void>();
        CompletableFuture<Answer> answer = start(once.outside(delivery, lease, claim -> {
            begun.complete(null);
            return future(work);
        }));
        begun.join();
        return answer;
    }

    /** Delivers again and again until one delivery has the claim that expired. */
    private CompletableFuture<Answer> takenOver(CompletableFuture<Answer> work) {
        var begun = new CompletableFuture<Void>();
        Callable<CompletableFuture<Answer>> again = () -> {
            CompletableFuture<Answer> attempt = start(once.outside(delivery, LONG, claim -> {
                begun.complete(null);
                return future(work);
            }));
            CompletableFuture.anyOf(begun, attempt).join();
            return attempt;
        };
        return await().until(again, attempt -> begun.isDone());
    }
}
