package dev.millrace.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.microsoft.azure.functions.HttpRequestMessage;
import dev.millrace.contracts.Catalogue;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.EventId;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.wire.AttributeText;
import dev.millrace.contracts.wire.Completeness;
import dev.millrace.contracts.wire.HeaderText;
import dev.millrace.durable.wire.Json;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.http.HttpMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads CloudEvents (specification 1.0, HTTP binding 1.0.2) in structured or binary mode. */
final class EventReader {

    private static final int LARGEST = 64 * 1024;
    private static final String EVENTS = "application/cloudevents";
    private static final String JSON = "application/json";
    private static final Pattern INSIDES = Pattern.compile("`|(java|com|io|org|dev)\\.[a-z]+\\.");

    private EventReader() {}

    /** An event that is not valid is refused as such; one that is valid and unknown or incomplete, as unintelligible. */
    static Reading read(HttpRequestMessage<Optional<String>> request) {
        Map<String, String> headers = lowerCase(request.getHeaders());
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        if (type.startsWith(EVENTS + "-batch")) {
            return refused(Answer.Refused.unsupportedMediaType("Batches are not accepted. Send one event."));
        }
        if (type.startsWith(EVENTS) && !type.startsWith(EVENTS + "+json")) {
            return refused(Answer.Refused.unsupportedMediaType("Only the JSON event format is accepted."));
        }
        byte[] body = request.getBody().orElse("").getBytes(StandardCharsets.UTF_8);
        if (body.length > LARGEST) {
            return refused(Answer.Refused.tooLarge("An event has at most " + LARGEST + " bytes."));
        }
        CloudEvent event;
        try {
            event = cloudEvent(headers, body);
        } catch (RuntimeException e) {
            return refused(Answer.Refused.notAnEvent("This is no valid CloudEvent: " + sentence(e)));
        }
        try {
            return new Reading.Understood(event(event));
        } catch (IllegalArgumentException e) {
            return refused(Answer.Refused.unintelligible(e.getMessage() + "."));
        }
    }

    private static Reading refused(Answer.Refused answer) {
        return new Reading.Refused(answer);
    }

    /** The SDK leaves the attributes of binary mode encoded. */
    private static Map<String, String> lowerCase(Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        headers.forEach((header, value) -> {
            String name = header.toLowerCase(Locale.ROOT);
            all.put(name, name.startsWith("ce-") ? HeaderText.decode(value) : value);
        });
        return all;
    }

    private static CloudEvent cloudEvent(Map<String, String> headers, byte[] body) {
        CloudEvent event = HttpMessageFactory.createReader(headers, body).toEvent();
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw new IllegalArgumentException("only specversion 1.0 is accepted");
        }
        if (event.getId().isEmpty()
                || event.getType().isEmpty()
                || event.getSource().toString().isEmpty()) {
            throw new IllegalArgumentException("id, source and type must not be empty");
        }
        event.getAttributeNames().forEach(name -> AttributeText.requirePrintable(name, event.getAttribute(name)));
        event.getExtensionNames().forEach(name -> AttributeText.requirePrintable(name, event.getExtension(name)));
        return event;
    }

    private static Event<Payload> event(CloudEvent event) {
        Catalogue.Entry entry = Catalogue.find(event.getType())
                .orElseThrow(() -> new IllegalArgumentException(
                        "This function does not handle the type '" + event.getType() + "'"));
        return new Event<>(
                new EventId(event.getId()),
                event.getSource(),
                event.getType(),
                event.getTime() == null ? Instant.EPOCH : event.getTime().toInstant(),
                Event.Context.read(name -> Objects.toString(event.getExtension(name), null)),
                payload(event, entry));
    }

    private static Payload payload(CloudEvent event, Catalogue.Entry entry) {
        String type = event.getDataContentType();
        if (event.getData() == null || !(type == null || type.startsWith(JSON) || type.contains("+json"))) {
            throw new IllegalArgumentException("The data of '" + event.getType() + "' must be " + JSON);
        }
        Payload payload = Json.read(event.getData().toBytes(), entry.payload());
        Completeness.require(payload);
        return payload;
    }

    /** What the reader says, unless it tells of its insides. */
    private static String sentence(RuntimeException e) {
        String message =
                e.getCause() instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        String said = message == null ? "" : message.lines().findFirst().orElse("");
        String sentence = said.isEmpty() || INSIDES.matcher(said).find() ? "it cannot be read" : said;
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
