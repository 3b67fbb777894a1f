package dev.millrace.runtime.broker.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * The JSON event format, CloudEvents JSON 1.0.2. Not the SDK's reader: that one takes objects for attributes and
 * rounds the numbers in the data.
 */
final class StructuredEvent {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private StructuredEvent() {}

    /**
     * Fills the attributes.
     *
     * @return the data
     */
    static Buffer read(Buffer body, Map<String, String> attributes) {
        JsonNode event = parse(body);
        for (var member : event.properties()) {
            JsonNode value = member.getValue();
            if (!isData(member.getKey()) && !value.isNull()) {
                if (!value.isTextual() && !value.isBoolean() && !value.isIntegralNumber()) {
                    throw new MalformedEvent(
                            "the attribute " + member.getKey() + " is neither text, boolean nor integer");
                }
                attributes.put(member.getKey(), value.asText());
            }
        }
        return data(event, attributes);
    }

    private static JsonNode parse(Buffer body) {
        try {
            JsonNode event = JSON.readValue(body.getBytes());
            if (event == null || !event.isObject()) {
                throw new MalformedEvent("the body is no JSON object");
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new MalformedEvent("the body is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedEvent("the body cannot be read");
        }
    }

    private static boolean isData(String member) {
        return member.equals("data") || member.equals("data_base64");
    }

    private static Buffer data(JsonNode event, Map<String, String> attributes) {
        JsonNode data = event.path("data");
        JsonNode base64 = event.path("data_base64");
        boolean hasData = !data.isMissingNode() && !data.isNull();
        if (!base64.isMissingNode() && !base64.isNull()) {
            if (hasData) {
                throw new MalformedEvent("data and data_base64 are both there");
            }
            return decode(base64);
        }
        if (!hasData) {
            return Buffer.buffer();
        }
        // Without a type the data is JSON; binary mode, which forgets where it came from, has to say so.
        String type = attributes.computeIfAbsent("datacontenttype", name -> "application/json");
        return Buffer.buffer(data.isTextual() && !isJson(type) ? data.textValue() : data.toString());
    }

    private static Buffer decode(JsonNode base64) {
        try {
            return Buffer.buffer(base64.binaryValue());
        } catch (IOException | RuntimeException e) {
            throw new MalformedEvent("data_base64 is no base64");
        }
    }

    private static boolean isJson(String contentType) {
        String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }
}
