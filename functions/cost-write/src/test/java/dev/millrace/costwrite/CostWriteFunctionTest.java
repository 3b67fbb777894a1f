package dev.millrace.costwrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;

import dev.millrace.costwrite.ledger.TestLedger;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "cost-write"))
class CostWriteFunctionTest {

    private static final String WAITING = """
        SELECT count(*) FROM pg_stat_activity WHERE usename = 'cost_write' AND wait_event_type = 'Lock'""";

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @Test
    void booksUsageBeforeItAnswers() throws SQLException {
        // When
        Response spent = Deliveries.spend("books", Deliveries.id(), "lease", 70);
        Response compute = Deliveries.compute("books", Deliveries.id(), 1_000_000_000);

        // Then
        spent.then().statusCode(204).body(emptyString());
        compute.then().statusCode(204).body(emptyString());
        assertThat(booked("books", "expense:model")).isEqualTo(70);
        assertThat(booked("books", "expense:compute:busy")).isGreaterThanOrEqualTo(24_000);
    }

    @Test
    void booksMinutesOfABuild() throws SQLException {
        // When
        Deliveries.deliver("builds", Deliveries.id(), "dev.millrace.build.completed.v1", """
                {"build":{"host":"ado","project":"Fabrikam","id":"17"},"pipeline":"ci","result":"succeeded",
                 "startedAt":"%s","finishedAt":"%s"}""".formatted(
                                Instant.now().minusSeconds(90), Instant.now()))
                .then()
                .statusCode(204);

        // Then
        assertThat(booked("builds", "expense:build")).isBetween(11_999_000L, 12_100_000L);
    }

    @Test
    void refusesTheSameEventWithOtherContent() {
        // Given
        String id = Deliveries.id();
        Deliveries.spend("other", id, "lease", 70);

        // When
        Response other = Deliveries.spend("other", id, "lease", 71);

        // Then
        other.then().statusCode(422).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"requests\":1', '\"requests\":-1', requests",
        "'\"outputTokens\":20', '\"outputTokens\":9223372036854775807', outputTokens",
        "'\"nanos\":70', '\"nanos\":9223372036854775807', cost",
        "'\"nanos\":70', '\"nanos\":-70', cost",
        "'\"currency\":\"USD\"', '\"currency\":\"EUR\"', EUR",
        "'\"upstream\":\"stand-in\"', '\"upstream\":\"\"', upstream",
        "'\"project\":\"apollo\"', '\"project\":\"a\\u0000b\"', control",
        "'\"until\":\"20', '\"until\":\"40', until",
    })
    void refusesWhatCannotBeTrue(String right, String wrong, String named) {
        // Given
        String data = Deliveries.spent("lease", 70);

        // When
        Response response =
                Deliveries.deliver("bad", Deliveries.id(), "dev.millrace.usage.spent.v1", data.replace(right, wrong));

        // Then
        assertThat(data).contains(right);
        response.then().statusCode(422).body("detail", containsString(named));
    }

    @Test
    void refusesNumbersBeyondWhatANumberHoldsAndTypesOfOthers() {
        Deliveries.deliver(
                        "bad",
                        Deliveries.id(),
                        "dev.millrace.usage.spent.v1",
                        Deliveries.spent("lease", 70).replace(":70", ":92233720368547758070"))
                .then()
                .statusCode(422);
        Deliveries.deliver("bad", Deliveries.id(), "dev.millrace.budget.reached.v1", """
                        {"budget":"tenant","start":"2026-11-01","end":"2026-12-01","percent":80,
                         "booked":{"nanos":80,"currency":"USD"},"cap":{"nanos":100,"currency":"USD"}}""")
                .then()
                .statusCode(422);
        Deliveries.compute("bad", Deliveries.id(), Long.MAX_VALUE).then().statusCode(422);
    }

    @Test
    void booksTwoHundredRecordsAtOnceWithDuplicatesExactlyOnceEach() throws Exception {
        // Given
        List<String> ids =
                IntStream.range(0, 200).mapToObj(i -> Deliveries.id()).toList();
        List<Integer> answers = new ArrayList<>();
        String data = Deliveries.spent("shared", 3);

        // When
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            var deliveries = IntStream.range(0, 400)
                    .mapToObj(i -> workers.submit(
                            () -> Deliveries.deliver("many", ids.get(i % 200), "dev.millrace.usage.spent.v1", data)
                                    .statusCode()))
                    .toList();
            for (var delivery : deliveries) {
                answers.add(delivery.get());
            }
        }

        // Then
        assertThat(answers).containsOnly(204);
        assertThat(booked("many", "expense:model")).isEqualTo(600);
        assertThat(TestLedger.number(database, "SELECT spent FROM cost_write.leases WHERE lease = 'shared'"))
                .isEqualTo(600);
    }

    @Test
    void answers503WhenTheDatabaseGoesAwayAndBooksOnceWhenItIsBack() throws Exception {
        // Given
        String id = Deliveries.id();
        String data = Deliveries.spent("lease", 7);
        CompletableFuture<Response> delivery;
        try (var blocker = database.connectAsAdmin()) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("LOCK TABLE cost_write.entries");
            delivery = CompletableFuture.supplyAsync(
                    () -> Deliveries.deliver("away", id, "dev.millrace.usage.spent.v1", data));
            await().until(() -> TestLedger.number(database, WAITING) == 1);

            // When
            TestLedger.number(database, """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'cost_write'""");
        }

        // Then
        delivery.join().then().statusCode(503).header("Retry-After", "1");
        await().until(() -> Deliveries.deliver("away", id, "dev.millrace.usage.spent.v1", data)
                        .statusCode()
                == 204);
        assertThat(booked("away", "expense:model")).isEqualTo(7);
    }

    private long booked(String tenant, String account) throws SQLException {
        return TestLedger.number(database, """
            SELECT sum(amount) FROM cost_write.days WHERE tenant = '%s' AND account = '%s' AND function <> 'cost-write'""".formatted(tenant, account));
    }
}
