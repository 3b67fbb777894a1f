package dev.millrace.runtime.broker.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;

/** Writes events: as headers of a binary-mode message, and as the JSON object in the database. Thread-safe. */
public final class EventText {

    private static final JsonFactory JSON = new JsonFactory();

    private EventText() {}

    /** Sets the headers of a binary-mode message, those of the W3C trace context included. */
    public static void writeHeaders(Event event, MultiMap headers) {
        event.attributes().forEach((name, value) -> {
            if (name.equals("datacontenttype")) {
                headers.set("content-type", value);
            } else {
                headers.set("ce-" + name, HeaderText.encode(value));
            }
        });
        copyTrace(event, "traceparent", headers);
        copyTrace(event, "tracestate", headers);
    }

    private static void copyTrace(Event event, String name, MultiMap headers) {
        String value = event.attribute(name);
        if (value != null && value.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            headers.set(name, value);
        }
    }

    /** The attributes as one JSON object of strings. */
    public static String attributesToJson(Event event) {
        var text = new StringWriter(256);
        try (var json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (var attribute : event.attributes().entrySet()) {
                json.writeStringField(attribute.getKey(), attribute.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The event that {@link #attributesToJson} wrote. */
    public static Event fromStored(String attributes, byte[] data) {
        var map = new LinkedHashMap<String, String>();
        try (var json = JSON.createParser(attributes)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                map.put(json.currentName(), json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Event(map, Buffer.buffer(data));
    }
}
