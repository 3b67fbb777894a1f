package dev.millrace.host;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.RecordingSink;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events in, commands and instances out. */
abstract class HostFixture {

    static final ObjectMapper JSON = new ObjectMapper();

    @SuppressWarnings("NullAway.Init") // set by the test resource
    RecordingSink sink;

    static String ticket(String type, String id) {
        return event(type, null, null, """
            {"ticket":{"host":"ado","project":"Fabrikam","id":"%s"},"title":"Add a flag","asks":"by-tag"}""".formatted(id));
    }

    static String event(String type, @Nullable String instance, @Nullable String cause, String data) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", "/tests")
                .put("type", "dev.millrace." + type + ".v1")
                .put("tenant", "acme")
                .put("datacontenttype", "application/json");
        if (instance != null) {
            event.put("instanceid", instance);
        }
        if (cause != null) {
            event.put("causationid", cause);
        }
        return event.set("data", tree(data)).toString();
    }

    static Response deliver(String event) {
        return given().contentType("application/cloudevents+json; charset=utf-8")
                .body(event)
                .post("/");
    }

    static RequestSpecification operator() {
        return given().header("Authorization", "Bearer " + FunctionNeighbours.OPERATOR_TOKEN);
    }

    /** The commands that the broker took, of one type, in order. */
    List<JsonNode> commands(String type) {
        return sink.bodies().stream()
                .map(HostFixture::tree)
                .filter(event -> event.path("type").asText().equals("dev.millrace." + type + ".v1"))
                .toList();
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
