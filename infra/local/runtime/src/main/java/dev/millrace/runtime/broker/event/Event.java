package dev.millrace.runtime.broker.event;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A valid CloudEvent 1.0. Every attribute is kept as its canonical string, which is all that the binary mode carries.
 *
 * @param attributes every attribute with its value, {@code specversion} and {@code datacontenttype} included
 * @param data the payload as it travels, empty when there is none; nobody may change it
 */
public record Event(Map<String, String> attributes, Buffer data) {

    public Event {
        attributes = Collections.unmodifiableMap(attributes);
    }

    public String id() {
        return attributes.getOrDefault("id", "");
    }

    public String source() {
        return attributes.getOrDefault("source", "");
    }

    public String type() {
        return attributes.getOrDefault("type", "");
    }

    public @Nullable String attribute(String name) {
        return attributes.get(name);
    }

    /** This event with one attribute set. */
    public Event with(String name, String value) {
        var changed = new LinkedHashMap<>(attributes);
        changed.put(name, value);
        return new Event(changed, data);
    }

    /** This event with the other's attribute, where it has none of its own. */
    public Event inheriting(String name, Event other) {
        String inherited = other.attribute(name);
        return attributes.containsKey(name) || inherited == null ? this : with(name, inherited);
    }

    /** The trace id inside {@code traceparent} (W3C Trace Context), or null. */
    public @Nullable String traceId() {
        String traceparent = attributes.get("traceparent");
        return traceparent == null || traceparent.length() < 55 ? null : traceparent.substring(3, 35);
    }

    /** Bytes of names, values and data. */
    public int size() {
        int size = data.length();
        for (var attribute : attributes.entrySet()) {
            size += attribute.getKey().length() + utf8Length(attribute.getValue());
        }
        return size;
    }

    private static int utf8Length(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
