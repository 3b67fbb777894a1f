package dev.millrace.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.funqy.knative.events.AbstractCloudEvent;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A reply as Funqy writes it, in binary mode, with attributes that are fit for HTTP headers. */
final class ReplyEvent extends AbstractCloudEvent<JsonNode> implements CloudEvent<JsonNode> {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final io.cloudevents.CloudEvent event;
    private final JsonNode data;

    ReplyEvent(io.cloudevents.CloudEvent event, JsonNode data) {
        this.event = event;
        this.data = data;
    }

    @Override
    public String id() {
        return header(event.getId());
    }

    @Override
    public String specVersion() {
        return event.getSpecVersion().toString();
    }

    @Override
    public String source() {
        return event.getSource().toString();
    }

    @Override
    public String type() {
        return header(event.getType());
    }

    @Override
    public @Nullable String subject() {
        return event.getSubject() == null ? null : header(event.getSubject());
    }

    @Override
    public OffsetDateTime time() {
        return event.getTime();
    }

    @Override
    public Map<String, String> extensions() {
        return event.getExtensionNames().stream()
                .collect(Collectors.toMap(name -> name, name -> header(String.valueOf(event.getExtension(name)))));
    }

    @Override
    public @Nullable String dataSchema() {
        URI schema = event.getDataSchema();
        return schema == null ? null : schema.toString();
    }

    @Override
    public String dataContentType() {
        return event.getDataContentType();
    }

    @Override
    public JsonNode data() {
        return data;
    }

    /** HTTP protocol binding 1.0.2, section 3.1.3.2: all but printable ASCII is percent-encoded, and so is the percent. */
    private static String header(String value) {
        var header = new StringBuilder(value.length());
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~' && b != '"' && b != '%') {
                header.append((char) b);
            } else {
                header.append('%').append(HEX.toHexDigits(b));
            }
        }
        return header.toString();
    }
}
