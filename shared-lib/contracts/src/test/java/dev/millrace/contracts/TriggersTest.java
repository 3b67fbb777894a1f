package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of broker, triggers and functions fit the catalogue and each other. */
class TriggersTest {

    /** What PostgreSQL allows by default; a fifth of it stays free for operators, migrations and the workflow host. */
    private static final int CONNECTIONS = 100;

    private static final String POOL = "quarkus.datasource.reactive.max-size";

    private static final Map<String, JsonNode> TRIGGERS = Repository.manifests("triggers");
    private static final Map<String, JsonNode> FUNCTIONS = Repository.manifests("infra/knative/functions");
    private static final JsonNode BROKER = Repository.manifest(Path.of("eventing/broker.yaml"));

    static Stream<String> triggers() {
        return TRIGGERS.keySet().stream();
    }

    static Stream<String> functions() {
        return FUNCTIONS.keySet().stream();
    }

    /** Every object that delivers, by its name. */
    static Stream<String> deliveries() {
        return Stream.concat(Stream.of("broker"), triggers());
    }

    static Stream<Catalogue.Entry> commands() {
        return Catalogue.all().stream().filter(entry -> entry.handler().isPresent());
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void triggerIsNamedAfterItsFileAndListensToOurBroker(String name) {
        assertThat(trigger(name).at("/kind").asText()).isEqualTo("Trigger");
        assertThat(trigger(name).at("/metadata/name").asText()).isEqualTo(name);
        assertThat(trigger(name).at("/spec/broker").asText())
                .isEqualTo(BROKER.at("/metadata/name").asText());
        assertThat(trigger(name).at("/metadata/namespace")).isEqualTo(BROKER.at("/metadata/namespace"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionIsNamedAfterItsFile(String name) {
        assertThat(function(name).at("/kind").asText()).isEqualTo("Service");
        assertThat(function(name).at("/metadata/name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void triggerFiltersByTypesOfTheCatalogue(String name) {
        // Given
        JsonNode filters = trigger(name).at("/spec/filters");

        // When
        List<String> types = exactTypes(filters);

        // Then
        assertThat(types)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(Catalogue.find(type))
                        .as("%s in triggers/%s.yaml", type, name)
                        .isPresent());
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void triggerDeliversToAFunction(String name) {
        assertThat(FUNCTIONS).containsKey(functionOf(trigger(name).at("/spec/subscriber/ref")));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandReachesItsHandler(Catalogue.Entry command) {
        // Given
        String handler = command.handler().orElseThrow();

        // When
        List<String> subscribers = TRIGGERS.values().stream()
                .filter(trigger -> accepts(trigger, command.type()))
                .map(trigger -> functionOf(trigger.at("/spec/subscriber/ref")))
                .toList();

        // Then
        if (FUNCTIONS.containsKey(handler)) {
            assertThat(subscribers).as(command.type()).containsOnlyOnce(handler);
        }
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void everyDeliveryFieldIsSet(String name) {
        // Given
        JsonNode delivery = delivery(name);

        // When
        Iterable<String> fields = delivery::fieldNames;

        // Then
        assertThat(fields)
                .containsExactlyInAnyOrder("retry", "backoffPolicy", "backoffDelay", "timeout", "deadLetterSink");
        assertThat(delivery.get("retry").intValue()).isPositive();
        assertThat(delivery.get("backoffPolicy").textValue()).isIn("exponential", "linear");
        assertThat(Duration.parse(delivery.get("backoffDelay").textValue())).isPositive();
        assertThat(FUNCTIONS).containsKey(functionOf(delivery.at("/deadLetterSink/ref")));
    }

    @ParameterizedTest
    @MethodSource("deliveries")
    void deliveryWaitsAtLeastAsLongAsTheFunctionMayTake(String name) {
        // Given
        JsonNode delivery = delivery(name);
        Stream<String> receivers = name.equals("broker")
                ? functions()
                : Stream.of(
                        functionOf(trigger(name).at("/spec/subscriber/ref")),
                        functionOf(delivery.at("/deadLetterSink/ref")));

        // When
        Duration timeout = Duration.parse(delivery.get("timeout").textValue());

        // Then
        assertThat(receivers)
                .allSatisfy(function -> assertThat(timeout)
                        .as("%s waits for %s", name, function)
                        .isGreaterThanOrEqualTo(timeoutOf(function)));
    }

    @Test
    void databaseHasConnectionsForAllInstancesOfAllFunctions() throws IOException {
        // Given
        int connections = 0;

        // When
        for (String function : FUNCTIONS.keySet()) {
            connections += largestScale(function) * pool(function);
        }

        // Then
        assertThat(connections).isPositive().isLessThan(CONNECTIONS * 80 / 100);
    }

    private static JsonNode trigger(String name) {
        return Objects.requireNonNull(TRIGGERS.get(name), name);
    }

    private static JsonNode function(String name) {
        return Objects.requireNonNull(FUNCTIONS.get(name), name);
    }

    private static JsonNode delivery(String name) {
        return (name.equals("broker") ? BROKER : trigger(name)).at("/spec/delivery");
    }

    private static String functionOf(JsonNode ref) {
        assertThat(ref.path("apiVersion").asText()).isEqualTo("serving.knative.dev/v1");
        assertThat(ref.path("kind").asText()).isEqualTo("Service");
        return ref.path("name").asText();
    }

    private static Duration timeoutOf(String function) {
        return Duration.ofSeconds(
                function(function).at("/spec/template/spec/timeoutSeconds").longValue());
    }

    private static int largestScale(String function) {
        String scale = function(function)
                .at("/spec/template/metadata/annotations")
                .path("autoscaling.knative.dev/max-scale")
                .asText();
        assertThat(scale)
                .as("max-scale of %s; without one it has no limit", function)
                .matches("[1-9][0-9]*");
        return Integer.parseInt(scale);
    }

    private static int pool(String function) throws IOException {
        var properties = new Properties();
        load(properties, "shared-lib/platform/src/main/resources/META-INF/microprofile-config.properties");
        String room = function.equals("workflows-host") ? "workflows/host" : "functions/" + function;
        load(properties, room + "/src/main/resources/application.properties");
        return Integer.parseInt(properties.getProperty(POOL));
    }

    private static void load(Properties properties, String file) throws IOException {
        Path path = Repository.ROOT.resolve(file);
        if (Files.exists(path)) {
            try (Reader reader = Files.newBufferedReader(path)) {
                properties.load(reader);
            }
        }
    }

    private static List<String> exactTypes(JsonNode node) {
        return node.findValues("exact").stream()
                .filter(exact -> exact.has("type"))
                .map(exact -> exact.get("type").textValue())
                .toList();
    }

    private static boolean accepts(JsonNode trigger, String type) {
        return each(trigger.at("/spec/filters")).allMatch(filter -> matches(filter, type));
    }

    /** The subscriptions API's dialects, as far as they look at the type. */
    private static boolean matches(JsonNode filter, String type) {
        assertThat(filter.size()).as("one dialect per filter in %s", filter).isOne();
        String dialect = filter.fieldNames().next();
        JsonNode operand = filter.get(dialect);
        return switch (dialect) {
            case "all" -> each(operand).allMatch(part -> matches(part, type));
            case "any" -> each(operand).anyMatch(part -> matches(part, type));
            case "not" -> !matches(operand, type);
            case "exact" -> type.equals(typeIn(operand));
            case "prefix" -> type.startsWith(typeIn(operand));
            case "suffix" -> type.endsWith(typeIn(operand));
            default -> throw new AssertionError("This test cannot judge the filter " + filter + ": teach it");
        };
    }

    private static String typeIn(JsonNode operand) {
        assertThat(operand.fieldNames())
                .toIterable()
                .as("attributes in %s", operand)
                .containsExactly("type");
        return operand.get("type").textValue();
    }

    private static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
