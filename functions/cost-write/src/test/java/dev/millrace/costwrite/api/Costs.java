package dev.millrace.costwrite.api;

import static io.restassured.RestAssured.given;

import dev.millrace.testkit.FunctionNeighbours;
import io.restassured.response.Response;

/** An operator at the API. */
final class Costs {

    private Costs() {}

    static Response get(String path) {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN)
                .get("/costs" + path);
    }
}
