package dev.millrace.platform.once;

import static dev.millrace.platform.once.Deliveries.ACME;
import static dev.millrace.platform.once.Deliveries.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.TicketEvent.Opened;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.problem.Problem;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class OnceTest extends OnceFixture {

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

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

    private static Function<SqlConnection, Uni<Answer>> answering(Answer answer) {
        return connection -> item(answer);
    }
}
