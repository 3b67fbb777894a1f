package dev.millrace.hookvalidation.cloudevents;

import dev.millrace.contracts.events.HookEvent.Reason;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.hookvalidation.Meaning;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.rw.CloudEventRWException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Events that others send. They may be of the tenant's allowed types alone, and may say nothing in our name. */
public final class ForeignEvents {

    private static final Set<String> OURS =
            Set.of("tenant", "correlationid", "instanceid", "causationid", "dataclassification", "partitionkey");

    private ForeignEvents() {}

    /** @param body an event in structured mode */
    public static Meaning read(String body, HookSubscription hook) {
        CloudEvent event;
        try {
            event = new JsonFormat().deserialize(body.getBytes(StandardCharsets.UTF_8));
        } catch (CloudEventRWException | IllegalStateException e) {
            return Meaning.unclear("The body is no valid CloudEvent: " + e.getMessage());
        }
        if (!hook.allows(event.getType())) {
            return new Meaning.Unclear(
                    Reason.FORBIDDEN_TYPE,
                    "The type '" + event.getType() + "' is not among the types that this hook may send.");
        }
        return new Meaning.Foreign(stripped(event));
    }

    private static CloudEvent stripped(CloudEvent event) {
        CloudEventBuilder builder = CloudEventBuilder.v1(event);
        for (String name : event.getExtensionNames()) {
            if (OURS.contains(name) || name.toLowerCase(Locale.ROOT).startsWith("knative")) {
                builder.withoutExtension(name);
            }
        }
        return builder.build();
    }
}
