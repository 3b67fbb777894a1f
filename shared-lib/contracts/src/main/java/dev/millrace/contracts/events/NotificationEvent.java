package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Words to people. */
public sealed interface NotificationEvent extends Payload {

    /**
     * @param template what is said, such as {@code approval-asked}
     * @param to people of the tenant's directory; empty leaves it to the tenant's routes by severity
     * @param values what the template shows
     * @param topic of several with the same topic in a short time, one is sent; null never holds one back
     */
    @EventType("dev.millrace.notification.requested.v1")
    @HandledBy("notification")
    record Requested(
            Severity severity,
            String template,
            List<String> to,
            Map<String, String> values,
            @Nullable String topic) implements NotificationEvent {

        public Requested {
            to = List.copyOf(to);
            values = Map.copyOf(values);
        }
    }

    /** @param channels that took it, such as {@code email} */
    @EventType("dev.millrace.notification.sent.v1")
    record Sent(String template, List<String> channels) implements NotificationEvent {

        public Sent {
            channels = List.copyOf(channels);
        }
    }

    enum Severity {
        /** Somebody must act at once, at any hour. */
        @JsonProperty("p1")
        P1,
        /** Somebody must act today. */
        @JsonProperty("p2")
        P2,
        /** For information. */
        @JsonProperty("p3")
        P3
    }
}
