package dev.millrace.runtime.broker.event;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads CloudEvents 1.0 from HTTP messages in binary and structured (JSON) mode: CloudEvents HTTP protocol binding
 * 1.0.2. Thread-safe.
 */
public final class EventReader {

    private static final String PREFIX = "ce-";
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final String STRUCTURED = "application/cloudevents+json";

    private EventReader() {}

    /** Whether the message says of itself that it carries a CloudEvent, be it a valid one or not. */
    public static boolean claimsEvent(MultiMap headers) {
        String contentType = headers.get("content-type");
        return headers.contains("ce-specversion")
                || headers.contains("ce-id")
                || (contentType != null && lower(contentType).startsWith("application/cloudevents"));
    }

    /** Reads a message; the HTTP headers {@code traceparent} and {@code tracestate} stand in for missing extensions. */
    public static Reading read(MultiMap headers, Buffer body) {
        try {
            var attributes = new LinkedHashMap<String, String>();
            Buffer data = isStructured(headers.get("content-type"))
                    ? StructuredEvent.read(body, attributes)
                    : readBinary(headers, body, attributes);
            AttributeRules.check(attributes);
            adoptTrace(headers, attributes);
            return new Reading.Read(new Event(attributes, data));
        } catch (MalformedEvent e) {
            return new Reading.Refused(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isStructured(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String mediaType = lower(contentType.split(";", 2)[0]).strip();
        if (mediaType.startsWith("application/cloudevents-batch")) {
            throw new MalformedEvent("a batch is not accepted; send each event on its own");
        }
        if (mediaType.startsWith("application/cloudevents") && !mediaType.equals(STRUCTURED)) {
            throw new MalformedEvent(
                    "the format " + mediaType + " is not known; send " + STRUCTURED + " or binary mode");
        }
        return mediaType.equals(STRUCTURED);
    }

    private static Buffer readBinary(MultiMap headers, Buffer body, Map<String, String> attributes) {
        for (Map.Entry<String, String> header : headers) {
            String key = header.getKey();
            if (!key.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
                continue;
            }
            String name = lower(key.substring(PREFIX.length()));
            if (name.equals("datacontenttype")) {
                throw new MalformedEvent("ce-datacontenttype is not allowed; binary mode says it in Content-Type");
            }
            if (attributes.put(name, HeaderText.decode(name, header.getValue())) != null) {
                throw new MalformedEvent("the header " + PREFIX + name + " is there twice");
            }
        }
        String contentType = headers.get("content-type");
        if (contentType != null) {
            attributes.put("datacontenttype", contentType);
        }
        return body;
    }

    private static void adoptTrace(MultiMap headers, Map<String, String> attributes) {
        String traceparent = headers.get("traceparent");
        if (traceparent == null
                || attributes.containsKey("traceparent")
                || !TRACEPARENT.matcher(traceparent).matches()) {
            return;
        }
        attributes.put("traceparent", traceparent);
        String tracestate = headers.get("tracestate");
        if (tracestate != null && tracestate.chars().allMatch(c -> c >= ' ' && c < 0x7F)) {
            attributes.putIfAbsent("tracestate", tracestate);
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
