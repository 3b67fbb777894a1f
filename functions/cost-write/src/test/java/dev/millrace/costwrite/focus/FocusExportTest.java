package dev.millrace.costwrite.focus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.costwrite.Deliveries;
import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "cost-write"))
class FocusExportTest {

    private static final String TENANT = "focus";

    @Test
    void jsonConformsToFocusForEveryKindOfCharge() throws IOException {
        // Given
        bookEverything("json");

        // When
        List<Map<String, @Nullable String>> rows = json(export("json"));

        // Then
        assertThat(rows).allSatisfy(row -> assertThat(FocusRules.breaches(row)).isEmpty());
        assertThat(rows).extracting(row -> row.get("ChargeCategory")).contains("Usage", "Adjustment");
        assertThat(rows).extracting(row -> row.get("ServiceName")).contains("Models", "Functions", "Pipelines");
    }

    @Test
    void csvConformsAndSaysTheSame() throws IOException {
        // Given
        bookEverything("csv");

        // When
        List<Map<String, @Nullable String>> rows = csv(export("csv").asString());

        // Then
        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(FocusRules.breaches(row)).isEmpty());
        BigDecimal sum = rows.stream()
                .filter(row -> "Generative AI".equals(row.get("ServiceSubcategory")))
                .map(row -> new BigDecimal(String.valueOf(row.get("BilledCost"))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum.movePointRight(9).longValueExact() % 1_170).isZero();
    }

    @Test
    void checkerFindsWhatIsWrong() throws IOException {
        // Given
        bookEverything("checker");
        Map<String, @Nullable String> row = new HashMap<>(json(export("json")).getFirst());

        // When
        row.remove("BilledCost");
        row.put("BilledCost", "1,5");
        row.put("ChargeCategory", "Fun");
        row.remove("ServiceName");
        row.put("Colour", "red");

        // Then
        assertThat(String.join("\n", FocusRules.breaches(row)))
                .contains(
                        "BilledCost is not written",
                        "ChargeCategory must not be Fun",
                        "ServiceName is missing",
                        "Colour");
    }

    @Test
    void knowsTwoFormats() {
        get("/costs/focus?format=parquet").then().statusCode(400);
    }

    /** Costs of 70 for models and 1,100 for an expired lease, besides time. */
    private static void bookEverything(String once) {
        Deliveries.deliver(TENANT, once + "-1", "dev.millrace.usage.spent.v1", Deliveries.spent("lease-" + once, 70));
        Deliveries.expire(TENANT, once + "-2", "expired-" + once, 1_100);
        Deliveries.compute(TENANT, once + "-3", 5_000_000_000L);
        Deliveries.deliver(TENANT, once + "-4", "dev.millrace.build.completed.v1", """
                {"build":{"host":"ado","project":"Fabrikam, Inc","id":"%s"},"pipeline":"ci","result":"succeeded",
                 "startedAt":"%s","finishedAt":"%s"}""".formatted(
                        once, Instant.now().minusSeconds(90), Instant.now()));
    }

    private static Response export(String format) {
        Response response = get("/costs/focus?tenant=" + TENANT + "&format=" + format);
        response.then().statusCode(200);
        return response;
    }

    private static Response get(String path) {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN)
                .get(path);
    }

    private static List<Map<String, @Nullable String>> json(Response response) throws IOException {
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (JsonNode node : new ObjectMapper().readTree(response.asString())) {
            Map<String, @Nullable String> row = new HashMap<>();
            node.properties()
                    .forEach(field -> row.put(
                            field.getKey(),
                            field.getValue().isNull() ? null : field.getValue().asText()));
            rows.add(row);
        }
        return rows;
    }

    /** RFC 4180. */
    private static List<Map<String, @Nullable String>> csv(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                line.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    lines.add(List.copyOf(line));
                    line.clear();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        for (List<String> values : lines.subList(1, lines.size())) {
            Map<String, @Nullable String> row = new HashMap<>();
            for (int i = 0; i < values.size(); i++) {
                row.put(lines.getFirst().get(i), values.get(i));
            }
            rows.add(row);
        }
        return rows;
    }
}
