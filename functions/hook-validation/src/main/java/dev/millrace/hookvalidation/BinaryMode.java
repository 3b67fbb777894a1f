package dev.millrace.hookvalidation;

import io.cloudevents.CloudEvent;
import io.cloudevents.http.vertx.VertxMessageFactory;
import io.cloudevents.jackson.JsonFormat;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Turns an event in binary mode into one text, so that a hook's body says everything. */
final class BinaryMode {

    private BinaryMode() {}

    /** @return the event in structured mode; the body as it is when the headers hold no valid event */
    static String structured(MultiMap headers, String body) {
        if (!headers.contains("ce-specversion")) {
            return body;
        }
        try {
            CloudEvent event = VertxMessageFactory.createReader(headers, Buffer.buffer(body))
                    .toEvent();
            return new String(new JsonFormat().serialize(event), StandardCharsets.UTF_8);
        } catch (RuntimeException e) {
            return body;
        }
    }
}
