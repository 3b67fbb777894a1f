package dev.millrace.costwrite;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.time.Instant;
import java.util.UUID;

/** Events as the broker delivers them. */
public final class Deliveries {

    private Deliveries() {}

    public static String id() {
        return UUID.randomUUID().toString();
    }

    public static Response deliver(String tenant, String id, String type, String data) {
        return given().header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "/functions/test")
                .header("ce-type", type)
                .header("ce-tenant", tenant)
                .header("ce-correlationid", "ado/Fabrikam/7")
                .contentType("application/json")
                .body(data)
                .post("/");
    }

    public static Response spend(String tenant, String id, String lease, long nanos) {
        return deliver(tenant, id, "dev.millrace.usage.spent.v1", spent(lease, nanos));
    }

    public static String spent(String lease, long nanos) {
        return """
            {"lease":"%s","sequence":1,"from":"%2$s","until":"%2$s","calls":[{"correlationId":"ado/Fabrikam/7",
             "function":"model-dispatch","key":"agent","project":"apollo","model":"default","upstream":"stand-in",
             "requests":1,"inputTokens":100,"cachedTokens":40,"outputTokens":20,
             "cost":{"nanos":%3$d,"currency":"USD"}}]}""".formatted(lease, Instant.now(), nanos);
    }

    public static Response expire(String tenant, String id, String lease, long nanos) {
        return deliver(tenant, id, "dev.millrace.usage.lease-expired.v1", """
            {"lease":"%s","from":"%2$s","until":"%2$s","amount":{"nanos":%3$d,"currency":"USD"}}""".formatted(lease, Instant.now(), nanos));
    }

    public static Response compute(String tenant, String id, long nanos) {
        return deliver(tenant, id, "dev.millrace.usage.recorded.v1", """
            {"function":"pr-writer","instance":"i","sequence":1,"from":"%1$s","until":"%1$s",
             "lines":[{"correlationId":"ado/Fabrikam/7","kind":"busy","nanos":%2$d},{"kind":"idle","nanos":5}]}""".formatted(Instant.now(), nanos));
    }
}
