package dev.millrace.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.HttpResponseMessage;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no event, or none that can be understood, is refused with a sentence and never repeated by a broker. */
class BadEventsTest {

    private static final String JSON = "application/cloudevents+json";

    private static Surroundings around;

    @BeforeAll
    static void open() {
        around = new Surroundings();
    }

    @AfterAll
    static void close() {
        around.close();
    }

    private static Request changed(Consumer<ObjectNode> change) {
        String ticket = Surroundings.ticket("ticket.opened", "1");
        var event = (ObjectNode) Json.parse(ticket.getBytes(StandardCharsets.UTF_8));
        change.accept(event);
        return Request.structured(event.toString());
    }

    private static Request typed(String contentType) {
        return Request.post(Map.of("content-type", contentType), Surroundings.ticket("ticket.opened", "1"));
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                argumentSet("no body", 400, Request.post(Map.of("content-type", JSON), null)),
                argumentSet("broken JSON", 400, Request.structured("{\"id\":")),
                argumentSet("an array", 400, Request.structured("[]")),
                argumentSet("a text", 400, Request.structured("\"x\"")),
                argumentSet("no id", 400, changed(event -> event.remove("id"))),
                argumentSet("empty id", 400, changed(event -> event.put("id", ""))),
                argumentSet("no source", 400, changed(event -> event.remove("source"))),
                argumentSet("no type", 400, changed(event -> event.remove("type"))),
                argumentSet("no version", 400, changed(event -> event.remove("specversion"))),
                argumentSet("another version", 400, changed(event -> event.put("specversion", "0.3"))),
                argumentSet("a control character", 400, changed(event -> event.put("id", "a\u0000b"))),
                argumentSet("plain JSON without headers", 400, typed("application/json")),
                argumentSet("no content type", 400, Request.post(Map.of(), "{}")),
                argumentSet("too large", 413, changed(event -> data(event).put("title", "x".repeat(70_000)))),
                argumentSet("a batch", 415, typed("application/cloudevents-batch+json")),
                argumentSet("another format", 415, typed("application/cloudevents+avro")),
                argumentSet("unknown type", 422, changed(event -> event.put("type", "dev.millrace.x.y.v1"))),
                argumentSet("no tenant", 422, changed(event -> event.remove("tenant"))),
                argumentSet("bad tenant", 422, changed(event -> event.put("tenant", "No Tenant!"))),
                argumentSet("bad class", 422, changed(event -> event.put("dataclassification", "shouted"))),
                argumentSet("no data", 422, changed(event -> event.remove("data"))),
                argumentSet("data of another form", 422, changed(event -> event.put("data", "x"))),
                argumentSet("incomplete data", 422, changed(event -> data(event).remove("ticket"))),
                argumentSet("unknown word", 422, changed(event -> data(event).put("asks", "by-shouting"))),
                argumentSet(
                        "data that is no JSON",
                        422,
                        changed(event ->
                                event.put("datacontenttype", "text/plain").put("data", "x"))),
                argumentSet(
                        "a build that cannot be stored",
                        422,
                        Request.structured(Surroundings.event("build.completed", null, null, """
                            {"build":{"host":"ado","project":"F","id":"1\\u0000"},"pipeline":"ci","result":"failed"}"""))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isRefusedWithASentence(int status, Request request) {
        // When
        HttpResponseMessage response = around.deliver(request);

        // Then
        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(response.getHeader("Content-Type")).isEqualTo("application/problem+json");
        JsonNode problem = Surroundings.body(response);
        assertThat(problem.path("type").asText()).startsWith("urn:millrace:problem:");
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText())
                .endsWith(".")
                .doesNotContain("java.", "com.", "dev.millrace.azure", "null");
    }
}
