package dev.millrace.platform.event;

import dev.millrace.contracts.wire.HeaderText;
import io.cloudevents.CloudEvent;
import io.cloudevents.types.Time;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Carries an {@link Answer.Forward} past Funqy, which writes data anew and knows JSON alone: the {@link EventGuard}
 * writes it byte for byte.
 */
final class Forwarded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CloudEvent event;

    Forwarded(CloudEvent event) {
        super("the event goes on as it is", null, false, false);
        this.event = event;
    }

    /** Ends the response with the event in binary mode. */
    void writeTo(HttpServerResponse response) {
        response.setStatusCode(200);
        for (String name : event.getAttributeNames()) {
            if (!name.equals("datacontenttype")) {
                response.putHeader("ce-" + name, text(event.getAttribute(name)));
            }
        }
        for (String name : event.getExtensionNames()) {
            response.putHeader("ce-" + name, text(event.getExtension(name)));
        }
        if (event.getDataContentType() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, event.getDataContentType());
        }
        response.end(Buffer.buffer(EventCodec.data(event)));
    }

    private static String text(@Nullable Object value) {
        return HeaderText.encode(value instanceof OffsetDateTime time ? Time.writeTime(time) : String.valueOf(value));
    }
}
