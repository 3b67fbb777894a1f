package dev.millrace.costwrite.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.costwrite.Deliveries;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "cost-write"))
class ReportTest {

    @ParameterizedTest
    @CsvSource({
        "function, model-dispatch",
        "ticket, ado/Fabrikam/7",
        "model, default",
        "upstream, stand-in",
        "project, apollo",
        "key, agent",
        "tenant, groups",
    })
    void addsUpBy(String by, String key) {
        // Given
        Deliveries.deliver("groups", "by-" + by + "-1", "dev.millrace.usage.spent.v1", Deliveries.spent("lease", 70));
        Deliveries.deliver("groups", "by-" + by + "-2", "dev.millrace.usage.spent.v1", Deliveries.spent("lease", 5));

        // When
        var response = Costs.get("/report?tenant=groups&by=" + by);

        // Then
        response.then()
                .statusCode(200)
                .body("currency", equalTo("USD"))
                .body("rows.key", hasItem(key))
                .body("rows.find { it.key == '" + key + "' }.model % 75", equalTo(0))
                .body("rows.find { it.key == '" + key + "' }.model", greaterThan(0))
                .body("next", nullValue());
    }

    @Test
    void addsUpByDay() {
        // Given
        Deliveries.spend("days", Deliveries.id(), "lease", 70);

        // When
        var response = Costs.get("/report?tenant=days&by=day");

        // Then
        response.then().statusCode(200).body("rows.model", contains(70)).body("rows.inputTokens", contains(100));
    }

    @Test
    void pagesThroughAllKeysOnce() {
        // Given
        List<String> functions = List.of("a", "b", "c", "d", "e");
        functions.forEach(function -> Deliveries.deliver(
                "pages",
                Deliveries.id(),
                "dev.millrace.usage.spent.v1",
                Deliveries.spent("lease", 1).replace("model-dispatch", function)));

        // When
        List<String> seen = new ArrayList<>();
        @Nullable String next = "";
        do {
            var page = Costs.get("/report?tenant=pages&by=function&limit=2&after=" + next);
            seen.addAll(page.jsonPath().getList("rows.key", String.class));
            next = page.jsonPath().getString("next");
        } while (next != null);

        // Then
        assertThat(seen).filteredOn(key -> !key.equals("cost-write")).isEqualTo(functions);
    }

    @ParameterizedTest
    @CsvSource({
        "by=colour, function",
        "by=ticket, tenant",
        "by=function&from=yesterday, 2026-01-31",
        "by=function&from=2026-02-01&to=2026-01-01, days apart",
        "by=function&from=2020-01-01&to=2026-01-01, 366",
        "by=function&limit=0, limit",
        "by=function&limit=many, whole number",
        "by=function&tenant=No, tenant",
        "by=day&after=x, 2026-01-31",
    })
    void saysWhatIsWrongWithAQuestion(String query, String hint) {
        Costs.get("/report?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(hint));
    }

    @Test
    void isForOperatorsAlone() {
        given().get("/costs/report?by=function").then().statusCode(401);
    }

    @Test
    void listsMergedPullRequestsWithTheCostsOfTheirTickets() {
        // Given
        Deliveries.spend("merges", Deliveries.id(), "lease", 70);
        Deliveries.deliver("merges", Deliveries.id(), "dev.millrace.pullrequest.merged.v1", """
                {"pullRequest":{"host":"ado","project":"Fabrikam","repository":"web","number":"5"},
                 "targetRef":"refs/heads/main","head":"a","mergeCommit":"b"}""")
                .then()
                .statusCode(204);

        // When
        var response = Costs.get("/merged-pull-requests?tenant=merges");

        // Then
        response.then()
                .statusCode(200)
                .body("pullRequests.number", contains("5"))
                .body("pullRequests.ticket", contains("ado/Fabrikam/7"))
                .body("pullRequests[0].amount", equalTo(70));
    }

    @Test
    void showsBudgetsAndWhereTheyWillEnd() {
        // Given
        Deliveries.spend("frugal", Deliveries.id(), "lease", 1_000_000_000);

        // When
        var budgets = Costs.get("/budgets?tenant=frugal");
        var forecast = Costs.get("/forecast?tenant=frugal");

        // Then
        budgets.then()
                .statusCode(200)
                .body("budgets.budget", contains("tenant"))
                .body("budgets[0].cap", equalTo(100_000_000_000L))
                .body("budgets[0].percent", equalTo(1));
        forecast.then().statusCode(200).body("forecasts[0].expected", greaterThan(999_999_999));
    }

    @Test
    void listsLeasesForReconciliation() {
        // Given
        Deliveries.spend("leases", Deliveries.id(), "lease-1", 30);
        Deliveries.expire("leases", Deliveries.id(), "lease-2", 100);
        Deliveries.spend("leases", Deliveries.id(), "lease-2", 25);

        // When
        var response = Costs.get("/reconciliation?tenant=leases");

        // Then
        response.then()
                .statusCode(200)
                .body("leases.lease", contains("lease-1", "lease-2"))
                .body("leases.spent", contains(30, 25))
                .body("leases.unattributed", contains(0, 75));
    }

    @Test
    void describesItself() {
        given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN)
                .get("/costs/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths", org.hamcrest.Matchers.hasKey("/costs/report"));
    }
}
