package dev.millrace.deadletter.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.deadletter.Original;
import io.cloudevents.CloudEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Shows an event in the JSON event format, with data that a person can read where it is JSON. */
@Singleton
class EventView {

    private final ObjectMapper json;

    EventView(ObjectMapper json) {
        this.json = json;
    }

    JsonNode tree(Original original) {
        try {
            ObjectNode event = (ObjectNode) json.readTree(original.bytes());
            JsonNode data = data(original.event());
            if (data != null) {
                event.remove("data_base64");
                event.set("data", data);
            }
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException("The JSON event format is JSON", e);
        }
    }

    /** @return null when there is no data, or none that is JSON */
    private @Nullable JsonNode data(CloudEvent event) throws IOException {
        String type = event.getDataContentType();
        if (event.getData() == null || type == null || !type.contains("json")) {
            return null;
        }
        try {
            return json.readTree(event.getData().toBytes());
        } catch (JsonProcessingException claimsToBeJson) {
            return null;
        }
    }
}
