package dev.millrace.modeldispatch;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.events.BudgetEvent;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the ledger says of budgets comes in as an event, and operators see it. */
@QuarkusTest
class BudgetsDoorTest extends DispatchFixture {

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
