package dev.millrace.platform.once;

import static dev.millrace.platform.once.Deliveries.ACME;
import static dev.millrace.platform.once.Deliveries.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.TicketEvent.Opened;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.EventCodec;
import dev.millrace.platform.problem.Problem;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class OnceTest {

    private static final TenantId OTHER = new TenantId("other");
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int CROWD = 16;

    @Inject
    Once once;

    @Inject
    EventCodec codec;

    @Inject
    ObjectMapper json;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    private final String id = UUID.randomUUID().toString();
    private final Delivery<Opened> delivery = Deliveries.of(ACME, id, "Add a flag");

    @Test
    void causesTheEffectOnceUnderConcurrentDeliveries() throws SQLException {
        // Given
        var runs = new AtomicInteger();

        // When
        List<Answer> answers = crowd(() -> once.inDatabase(
                delivery,
                connection -> note(connection, ACME).replaceWith(() -> reply(delivery, runs.incrementAndGet()))));

        // Then
        assertThat(runs).hasValue(1);
        assertThat(notes()).isEqualTo(1);
        assertThat(answers).hasSize(CROWD).allSatisfy(answer -> assertReply(answer, 1));
    }

    @Test
    void answersADuplicateWithTheStoredReply() {
        // Given
        Answer first = get(once.inDatabase(delivery, answering(reply(delivery, 1))));

        // When
        Answer second = get(once.inDatabase(delivery, answering(reply(delivery, 2))));

        // Then
        assertReply(first, 1);
        assertReply(second, 1);
    }

    @Test
    void answersADuplicateWithNothingWhereThereWasNoReply() {
        // Given
        get(once.inDatabase(delivery, answering(Answer.done())));

        // When
        Answer second = get(once.inDatabase(delivery, answering(reply(delivery, 2))));

        // Then
        assertThat(second).isInstanceOf(Answer.Done.class);
    }

    @Test
    void remembersAnAnswer() {
        // Given
        get(once.remember(delivery, reply(delivery, 1)));

        // When
        Answer second = get(once.remember(delivery, reply(delivery, 2)));

        // Then
        assertReply(second, 1);
    }

    @Test
    void refusesOtherContentUnderTheSameId() {
        // Given
        get(once.inDatabase(delivery, answering(reply(delivery, 1))));
        Delivery<Opened> other = Deliveries.of(ACME, id, "Drop a flag");

        // When
        Answer inDatabase = get(once.inDatabase(other, answering(reply(other, 2))));
        Answer outside = get(once.outside(other, LONG, claim -> item(reply(other, 2))));

        // Then
        assertRefused(inDatabase, 422);
        assertRefused(outside, 422);
    }

    @Test
    void runsAgainAfterARefusal() throws SQLException {
        // Given
        Answer refused = get(once.inDatabase(
                delivery,
                connection ->
                        note(connection, ACME).replaceWith(new Answer.Refused(Problem.unavailable("Try again.")))));

        // When
        Answer second = get(once.inDatabase(delivery, answering(reply(delivery, 2))));

        // Then
        assertRefused(refused, 503);
        assertReply(second, 2);
        assertThat(notes()).isZero();
    }

    @Test
    void runsAgainAfterAFailure() throws SQLException {
        // Given
        Uni<Answer> failing = once.inDatabase(
                delivery,
                connection -> note(connection, ACME)
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("broken"))));
        assertThatThrownBy(() -> get(failing)).hasMessage("broken");

        // When
        Answer second = get(once.inDatabase(delivery, answering(reply(delivery, 2))));

        // Then
        assertReply(second, 2);
        assertThat(notes()).isZero();
    }

    @Test
    void keepsTheRecordsOfTenantsApart() {
        // Given
        Delivery<Opened> theirs = Deliveries.of(OTHER, id, "Drop a flag");
        get(once.inDatabase(delivery, answering(reply(delivery, 1))));

        // When
        Answer inDatabase = get(once.inDatabase(theirs, answering(reply(theirs, 2))));

        // Then
        assertReply(inDatabase, 2);
        assertReply(get(once.inDatabase(delivery, answering(reply(delivery, 3)))), 1);
    }

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
        var fences = new CopyOnWriteArrayList<Long>();
        var late = new CompletableFuture<Answer>();
        var work = new CompletableFuture<Answer>();
        CompletableFuture<Answer> first = start(once.outside(delivery, Duration.ofMillis(1), claim -> {
            fences.add(claim.fence());
            return future(late);
        }));
        await().until(() -> fences.size() == 1);
        var second = new CompletableFuture<Answer>();
        await().until(() -> {
            var _ = start(once.outside(delivery, LONG, claim -> {
                        fences.add(claim.fence());
                        return future(work);
                    }))
                    .thenAccept(answer -> {
                        if (!(answer instanceof Answer.Refused)) {
                            second.complete(answer);
                        }
                    });
            return fences.size() == 2;
        });

        // When
        late.completeExceptionally(new IllegalStateException("broken"));
        assertThatThrownBy(first::join).hasRootCauseMessage("broken");

        // Then
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

    private Uni<Void> note(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery("INSERT INTO notes VALUES ($1, $2)")
                .execute(Tuple.of(tenant.value(), id))
                .replaceWithVoid();
    }

    private int notes() throws SQLException {
        try (var admin = database.connectAsAdmin();
                var count = admin.prepareStatement("SELECT count(*) FROM probe.notes WHERE note = ?")) {
            count.setString(1, id);
            try (var rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private void assertReply(Answer answer, int number) {
        var event = switch (answer) {
            case Answer.Reply reply -> codec.cloudEvent(reply.event());
            case Answer.Forward forward -> forward.event();
            case Answer.Done done -> throw new AssertionError("Expected a reply, was none");
            case Answer.Refused refused -> throw new AssertionError("Expected a reply, was " + refused);
        };
        assertThat(event.getType()).isEqualTo("dev.millrace.audit.erased.v1");
        assertThat(event.getExtension("causationid")).isEqualTo(id);
        assertThat(event.getExtension("correlationid")).isEqualTo("ado/Gr%C3%B6%C3%9Fe%20A/7");
        String data = new String(event.getData().toBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(json.readTree(data).get("entries").intValue()).isEqualTo(number);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + data, e);
        }
    }

    private static void assertRefused(Answer answer, int status) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(status));
    }

    private static Function<SqlConnection, Uni<Answer>> answering(Answer answer) {
        return connection -> item(answer);
    }

    private static Uni<Answer> item(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    private static Uni<Answer> future(CompletableFuture<Answer> answer) {
        return Uni.createFrom().completionStage(answer);
    }

    private static CompletableFuture<Answer> start(Uni<Answer> answer) {
        return answer.subscribeAsCompletionStage();
    }

    /** Delivers and waits until the effect has begun. */
    private CompletableFuture<Answer> claimed(CompletableFuture<Answer> work) {
        var begun = new CompletableFuture<Void>();
        CompletableFuture<Answer> answer = start(once.outside(delivery, LONG, claim -> {
            begun.complete(null);
            return future(work);
        }));
        begun.join();
        return answer;
    }

    private static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }

    private static List<Answer> crowd(Supplier<Uni<Answer>> delivery) {
        List<CompletableFuture<Answer>> started = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            started.add(start(delivery.get()));
        }
        return started.stream().map(CompletableFuture::join).toList();
    }
}
