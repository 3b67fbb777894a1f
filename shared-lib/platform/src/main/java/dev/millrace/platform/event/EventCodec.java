package dev.millrace.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.wire.Completeness;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Between CloudEvents (specification 1.0) and our records. */
@Singleton
public class EventCodec {

    /** An event with all its attributes may have so many bytes; the rest travels as a content reference. */
    public static final int LARGEST = 64 * 1024;

    /** What a broker may add to a dead letter: destination, status and 1024 bytes of the answer in base64. */
    static final int OBITUARY = 4 * 1024;

    public static final String JSON = "application/json";

    private static final JsonFormat STRUCTURED = new JsonFormat();

    private final ObjectMapper json;
    private final ObjectReader strict;

    EventCodec(ObjectMapper json) {
        this.json = json;
        // A number or truth value that is missing must not pass for 0 or false.
        this.strict = json.reader()
                .with(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * Reads an event into a record of one topic.
     *
     * @throws ProblemException 422 when the type, an attribute or the data cannot be understood
     */
    public <P extends Payload> Event<P> read(CloudEvent event, Class<P> topic) {
        Catalogue.Entry entry = Catalogue.find(event.getType())
                .filter(known -> topic.isAssignableFrom(known.payload()))
                .orElseThrow(() -> unintelligible("This function does not handle the type '" + event.getType() + "'."));
        return event(event, topic.cast(payload(event, entry.payload())));
    }

    /** Reads an event of any type, leaving its data as it is. */
    public Event<byte[]> readRaw(CloudEvent event) {
        return event(event, data(event));
    }

    /**
     * The digest of type and data. JSON is compared without its white space, since brokers may write it anew.
     *
     * @throws ProblemException 422 when the data claims to be JSON and is not
     */
    public Digest digest(CloudEvent event) {
        MessageDigest running = Digest.sha256();
        running.update(event.getType().getBytes(StandardCharsets.UTF_8));
        running.update((byte) 0);
        return Digest.finish(running, isJson(event) ? compact(event) : data(event));
    }

    /** Writes an event in the JSON event format, structured mode. */
    public byte[] write(Event<?> event) {
        return write(cloudEvent(event));
    }

    byte[] write(CloudEvent event) {
        return STRUCTURED.serialize(event);
    }

    /** The event as the SDK's own type. */
    public CloudEvent cloudEvent(Event<?> event) {
        CloudEventBuilder builder = CloudEventBuilder.v1()
                .withId(event.id().value())
                .withSource(event.source())
                .withType(event.type())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withData(JSON, bytes(event.data()));
        event.context().attributes().forEach(builder::withExtension);
        return builder.build();
    }

    /** The data as a tree, for a response that somebody else writes. */
    JsonNode tree(CloudEvent event) {
        return parse(data(event));
    }

    static byte[] data(CloudEvent event) {
        return event.getData() == null ? new byte[0] : event.getData().toBytes();
    }

    private <T> Event<T> event(CloudEvent event, T data) {
        try {
            return new Event<>(
                    new EventId(event.getId()),
                    event.getSource(),
                    event.getType(),
                    event.getTime() == null ? Instant.EPOCH : event.getTime().toInstant(),
                    Event.Context.read(name -> text(event, name)),
                    data);
        } catch (IllegalArgumentException e) {
            throw unintelligible(e.getMessage() + ".");
        }
    }

    private static @Nullable String text(CloudEvent event, String extension) {
        Object value = event.getExtension(extension);
        return value == null ? null : value.toString();
    }

    private Payload payload(CloudEvent event, Class<? extends Payload> type) {
        if (!isJson(event)) {
            throw unintelligible("The data of '" + event.getType() + "' must be " + JSON + ".");
        }
        try {
            Payload payload = strict.forType(type).readValue(data(event));
            if (payload == null) {
                throw unintelligible("The data of '" + event.getType() + "' is empty.");
            }
            Completeness.require(payload);
            return payload;
        } catch (JsonMappingException e) {
            throw unintelligible("The data of '" + event.getType() + "' does not fit: " + place(e) + reason(e) + ".");
        } catch (IOException e) {
            throw unintelligible("The data of '" + event.getType() + "' is not valid JSON.");
        } catch (IllegalArgumentException e) {
            throw unintelligible("The data of '" + event.getType() + "' is incomplete: " + e.getMessage() + ".");
        }
    }

    private static String place(JsonMappingException e) {
        List<JsonMappingException.Reference> path = e.getPath();
        return path.isEmpty()
                ? ""
                : path.stream()
                                .map(step -> step.getFieldName() == null ? "[]" : step.getFieldName())
                                .collect(Collectors.joining("."))
                        + ": ";
    }

    private static String reason(JsonMappingException e) {
        return e.getCause() instanceof IllegalArgumentException cause
                ? Objects.requireNonNullElse(cause.getMessage(), "not valid")
                : "not of the expected form";
    }

    private static boolean isJson(CloudEvent event) {
        String type = event.getDataContentType();
        return type == null || type.startsWith(JSON) || type.contains("+json");
    }

    private byte[] compact(CloudEvent event) {
        byte[] data = data(event);
        return data.length == 0 ? data : bytes(parse(data));
    }

    private JsonNode parse(byte[] data) {
        try {
            return json.readTree(data);
        } catch (IOException e) {
            throw unintelligible("The event's data is not valid JSON.");
        }
    }

    private byte[] bytes(Object data) {
        try {
            return data instanceof byte[] bytes ? bytes : json.writeValueAsBytes(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An event's data is always writable", e);
        }
    }

    private static ProblemException unintelligible(String detail) {
        return new ProblemException(Problem.unintelligible(detail));
    }
}
