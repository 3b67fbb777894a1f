package dev.millrace.modeldispatch;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.modeldispatch.admission.budget.Leases;
import dev.millrace.modeldispatch.admission.budget.PostgresLeases;
import dev.millrace.modeldispatch.admission.budget.Term;
import dev.millrace.platform.database.Database;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the ledger says of budgets comes in as an event, and operators see it. */
@QuarkusTest
class BudgetsDoorTest extends DispatchFixture {

    @Inject
    Database database;

    @Test
    void aBudgetThatTheLedgerCallsUsedUpIsShownAsOne() {
        // When
        reached("spent-tenant", 100).post("/").then().statusCode(204);
        reached("spent-tenant", 100).post("/").then().statusCode(204);

        // Then
        operator()
                .get("/budgets?tenant=spent-tenant")
                .then()
                .statusCode(200)
                .body("budgets.size()", is(1))
                .body("budgets[0].usedUp", is(true))
                .body("budgets[0].available", is(0));
    }

    @Test
    void aThresholdBelowTheCapChangesNothing() {
        // When
        reached("warned-tenant", 90).post("/").then().statusCode(204);

        // Then
        operator().get("/budgets?tenant=warned-tenant").then().statusCode(200).body("budgets", empty());
    }

    @Test
    void aLeaseWhoseHolderDiedIsSettledWhenSomebodyLooks() {
        // Given
        LocalDate start = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        var term =
                new Term(new TenantId("orphaned"), "tenant", start, start.plusMonths(1), new Money(1_000, "EUR"), true);
        Duration patience = Duration.ofSeconds(10);
        new PostgresLeases(database, "dead", Duration.ofMillis(1), patience)
                .take(new Leases.Wish(UUID.randomUUID(), term, true, 0, 100, 100))
                .await()
                .atMost(patience);

        // Then
        await().untilAsserted(() -> operator()
                .get("/budgets?tenant=orphaned")
                .then()
                .body("budgets[0].settled", is(100))
                .body("budgets[0].leased", is(0)));
    }

    @Test
    void onlyOperatorsSeeBudgets() {
        given().get("/budgets").then().statusCode(401);
        as(KEY).get("/budgets").then().statusCode(401);
        operator().get("/budgets?tenant=No/Tenant").then().statusCode(400);
    }

    private static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN);
    }

    private static RequestSpecification reached(String tenant, int percent) {
        LocalDate start = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1);
        return given().header("ce-specversion", "1.0")
                .header("ce-id", UUID.randomUUID().toString())
                .header("ce-source", "/functions/cost-write")
                .header("ce-type", Catalogue.typeOf(BudgetEvent.Reached.class))
                .header("ce-time", "2026-11-03T08:15:36Z")
                .header("ce-tenant", tenant)
                .header("ce-dataclassification", "internal")
                .header("ce-partitionkey", tenant)
                .contentType("application/json")
                .body("""
                    {"budget":"tenant","start":"%s","end":"%s","percent":%d,
                     "booked":{"nanos":100,"currency":"EUR"},"cap":{"nanos":100,"currency":"EUR"}}
                    """.formatted(start, start.plusMonths(1), percent));
    }
}
