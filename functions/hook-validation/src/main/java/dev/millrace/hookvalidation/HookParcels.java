package dev.millrace.hookvalidation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.HookEvent.Delivery;
import dev.millrace.contracts.events.HookEvent.Received;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.platform.content.ContentStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Packs a hook into an event: its body as text if it fits, else by reference. */
@Singleton
class HookParcels {

    private static final int LONGEST_ID = 128;
    private static final JsonFactory JSON = new JsonFactory();

    private final ContentStore contents;
    private final HookConfig config;

    HookParcels(ContentStore contents, HookConfig config) {
        this.contents = contents;
        this.config = config;
    }

    Uni<Received> pack(TenantId tenant, HookSubscription hook, HttpServerRequest request, HookBody body) {
        Optional<String> text = body.complete() ? body.text() : Optional.empty();
        if (hook.kind() == HookKind.CLOUDEVENTS && text.isPresent()) {
            text = Optional.of(BinaryMode.structured(request.headers(), text.get()));
        }
        Delivery delivery = new Delivery(
                hook.kind(), hook.name(), id(hook.kind(), request, text, body), body.digest(), body.bytes());
        String hostEvent = hostEvent(hook.kind(), request);
        if (text.isPresent() && fits(text.get())) {
            return Uni.createFrom().item(new Received(delivery, hostEvent, text.get(), null, true));
        }
        byte[] kept = text.map(t -> t.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> body.kept().getBytes());
        return contents.put(tenant, kept, config.keep())
                .map(ref -> new Received(delivery, hostEvent, null, ref, body.complete()));
    }

    private boolean fits(String text) {
        return text.length() * 6L <= config.largestInline()
                || JsonStringEncoder.getInstance().quoteAsUTF8(text).length <= config.largestInline();
    }

    /** The sender's own id of the delivery, so that sending it again changes nothing; else the body's digest. */
    private static String id(HookKind kind, HttpServerRequest request, Optional<String> text, HookBody body) {
        String id = switch (kind) {
            case ADO, CLOUDEVENTS -> text.map(HookParcels::topLevelId).orElse(null);
            case GITHUB -> request.getHeader("X-GitHub-Delivery");
            case GITLAB -> request.getHeader("X-Gitlab-Event-UUID");
        };
        return id == null || id.isBlank() || id.length() > LONGEST_ID
                ? body.digest().hex()
                : id;
    }

    private static @Nullable String hostEvent(HookKind kind, HttpServerRequest request) {
        String event = switch (kind) {
            case GITHUB -> request.getHeader("X-GitHub-Event");
            case GITLAB -> request.getHeader("X-Gitlab-Event");
            case ADO, CLOUDEVENTS -> null;
        };
        return event == null ? null : event.substring(0, Math.min(event.length(), LONGEST_ID));
    }

    /** Reads no further than the field {@code id} of the outermost object. */
    private static @Nullable String topLevelId(String json) {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean id = parser.currentName().equals("id");
                JsonToken value = parser.nextToken();
                if (id) {
                    return value.isScalarValue() ? parser.getText() : null;
                }
                parser.skipChildren();
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }
}
