package dev.millrace.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpResponseMessage;
import dev.millrace.durable.wire.Json;
import dev.millrace.testkit.RecordingSink;
import dev.millrace.testkit.TestDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the functions find around themselves: a database, a broker that records, a task hub. */
final class Surroundings implements AutoCloseable {

    static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    static final ExecutionContext EXECUTION = new ExecutionContext() {
        @Override
        public Logger getLogger() {
            return Logger.getLogger("azure");
        }

        @Override
        public String getInvocationId() {
            return "1";
        }

        @Override
        public String getFunctionName() {
            return "events";
        }
    };

    final TestDatabase database = database();
    final RecordingSink sink = RecordingSink.start();
    final Room room = Room.open(config(), Clock.systemUTC());
    final TaskHub hub = new TaskHub(room);

    static TestDatabase database() {
        Path platform = ROOT.resolve("shared-lib/platform/src/main/resources/db/migration");
        return TestDatabase.create()
                .migrate(
                        "workflows_host",
                        platform.resolve("platform"),
                        ROOT.resolve("workflows/host/src/main/resources/db/migration/workflows_host"))
                .shared("content", "workflows_host", platform.resolve("content"));
    }

    AzureConfig config() {
        return new AzureConfig(
                URI.create(sink.address()), database.url(), "workflows_host", "test", KEY, Duration.ofDays(1));
    }

    HttpResponseMessage deliver(String event) {
        return deliver(Request.structured(event));
    }

    HttpResponseMessage deliver(Request request) {
        return new EventFunction(room).take(request, hub.context(), EXECUTION);
    }

    /** The commands that the broker took, of one type, in order. */
    List<JsonNode> commands(String type) {
        return sink.bodies().stream()
                .map(body -> Json.parse(body.getBytes(StandardCharsets.UTF_8)))
                .filter(event -> event.path("type").asText().equals("dev.millrace." + type + ".v1"))
                .toList();
    }

    static String ticket(String type, String id) {
        return event(type, null, null, """
            {"ticket":{"host":"ado","project":"Fabrikam","id":"%s"},"title":"Add a flag","asks":"by-tag"}""".formatted(id));
    }

    static String event(String type, @Nullable String instance, @Nullable String cause, String data) {
        ObjectNode event = Json.object()
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
        return event.set("data", Json.parse(data.getBytes(StandardCharsets.UTF_8)))
                .toString();
    }

    static JsonNode body(HttpResponseMessage response) {
        return Json.parse(Objects.toString(response.getBody()).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        hub.close();
        sink.close();
        database.close();
    }
}
