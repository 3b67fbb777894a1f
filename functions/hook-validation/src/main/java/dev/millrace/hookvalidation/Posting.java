package dev.millrace.hookvalidation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.contracts.events.HookEvent.Delivery;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A hook as it was posted.
 *
 * @param hostEvent the event's name when the host sends it in a header (GitHub, GitLab)
 * @param text the body as text, without byte order mark; empty when it is no UTF-8 or only its beginning was kept
 */
record Posting(Delivery delivery, @Nullable String hostEvent, Optional<String> text, HookBody body) {

    private static final int LONGEST_ID = 128;
    private static final JsonFactory JSON = new JsonFactory();

    static Posting of(HookSubscription hook, HttpServerRequest request, HookBody body) {
        Optional<String> text = body.complete() ? body.text() : Optional.empty();
        if (hook.kind() == HookKind.CLOUDEVENTS && text.isPresent()) {
            text = Optional.of(BinaryMode.structured(request.headers(), text.get()));
        }
        Delivery delivery = new Delivery(
                hook.kind(), hook.name(), id(hook.kind(), request, text, body), body.digest(), body.bytes());
        return new Posting(delivery, hostEvent(hook.kind(), request), text, body);
    }

    /** The sender's own id of the delivery, so that sending it again changes nothing; else the body's digest. */
    private static String id(HookKind kind, HttpServerRequest request, Optional<String> text, HookBody body) {
        String id = switch (kind) {
            case ADO, CLOUDEVENTS -> text.map(Posting::topLevelId).orElse(null);
            case GITHUB -> request.getHeader("X-GitHub-Delivery");
            case GITLAB -> request.getHeader("X-Gitlab-Event-UUID");
        };
        return id == null || id.isBlank() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0
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
