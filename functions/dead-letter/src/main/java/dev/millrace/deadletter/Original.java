package dev.millrace.deadletter;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;

/** The event as it was before it died. */
public record Original(CloudEvent event) {

    /** Counts down on each hop, so a replay starts anew. */
    private static final String HOPS_LEFT = "knativebrokerttl";

    /** Base64 keeps the data byte for byte, also where it claims to be JSON and is not. */
    private static final JsonFormat VERBATIM = new JsonFormat().withForceJsonDataToBase64();

    static Original of(CloudEvent dead) {
        CloudEventBuilder builder = CloudEventBuilder.v1(dead);
        dead.getExtensionNames().stream()
                .filter(name -> name.startsWith(Death.PREFIX))
                .forEach(builder::withoutExtension);
        return new Original(builder.build());
    }

    static Original read(byte[] bytes) {
        return new Original(VERBATIM.deserialize(bytes));
    }

    /** In the JSON event format, with the data in {@code data_base64}. */
    public byte[] bytes() {
        return VERBATIM.serialize(event);
    }

    /** The event for another delivery. */
    CloudEvent again() {
        return CloudEventBuilder.v1(event).withoutExtension(HOPS_LEFT).build();
    }
}
