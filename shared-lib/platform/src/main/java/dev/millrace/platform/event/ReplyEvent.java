package dev.millrace.platform.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.wire.HeaderText;
import io.quarkus.funqy.knative.events.AbstractCloudEvent;
import io.quarkus.funqy.knative.events.CloudEvent;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A reply as Funqy writes it, in binary mode, with attributes that are fit for HTTP headers. */
final class ReplyEvent extends AbstractCloudEvent<JsonNode> implements CloudEvent<JsonNode> {

    private final io.cloudevents.CloudEvent event;
    private final JsonNode data;

    ReplyEvent(io.cloudevents.CloudEvent event, JsonNode data) {
        this.event = event;
        this.data = data;
    }

    @Override
    public String id() {
        return HeaderText.encode(event.getId());
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
        return HeaderText.encode(event.getType());
    }

    @Override
    public @Nullable String subject() {
        return event.getSubject() == null ? null : HeaderText.encode(event.getSubject());
    }

    @Override
    public OffsetDateTime time() {
        return event.getTime();
    }

    @Override
    public Map<String, String> extensions() {
        return event.getExtensionNames().stream()
                .collect(Collectors.toMap(
                        name -> name, name -> HeaderText.encode(String.valueOf(event.getExtension(name)))));
    }

    @Override
    public @Nullable String dataSchema() {
        URI schema = event.getDataSchema();
        return schema == null ? null : schema.toString();
    }

    @Override
    public @Nullable String dataContentType() {
        return event.getDataContentType();
    }

    @Override
    public JsonNode data() {
        return data;
    }
}
