package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.HandledBy;
import dev.millrace.contracts.Payload;
import java.time.Instant;
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

    /**
     * It reached somebody.
     *
     * @param template {@code digest} for what waited and was sent together
     * @param channels that took it, such as {@code email}
     * @param missed whom it did not reach; null for nobody
     */
    @EventType("dev.millrace.notification.sent.v1")
    record Sent(
            String template,
            List<String> channels,
            @Nullable List<Miss> missed) implements NotificationEvent {

        public Sent {
            channels = List.copyOf(channels);
            missed = missed == null ? null : List.copyOf(missed);
        }
    }

    /**
     * It is not sent now.
     *
     * @param until when it will be sent; null for a duplicate, which never is
     */
    @EventType("dev.millrace.notification.held.v1")
    record Held(
            Severity severity,
            String template,
            HoldReason reason,
            @Nullable Instant until) implements NotificationEvent {}

    /** It reached nobody, and will not by itself. */
    @EventType("dev.millrace.notification.failed.v1")
    record Failed(Severity severity, String template, List<Miss> missed) implements NotificationEvent {

        public Failed {
            missed = List.copyOf(missed);
        }
    }

    /**
     * Somebody whom a message did not reach.
     *
     * @param channel null when there was none to try
     * @param recipient a person's id; null when the channel is for all
     * @param detail a sentence that says what to do
     */
    record Miss(@Nullable String channel, @Nullable String recipient, MissReason reason, String detail) {}

    enum MissReason {
        /** Nothing is set up to send it by. */
        @JsonProperty("no-channel")
        NO_CHANNEL,
        /** A person has no address, or one that cannot be. */
        @JsonProperty("no-address")
        NO_ADDRESS,
        /** The far side will not take it. */
        @JsonProperty("refused")
        REFUSED
    }

    enum HoldReason {
        /** One with the same topic was just sent. */
        @JsonProperty("duplicate")
        DUPLICATE,
        /** People are left in peace. */
        @JsonProperty("quiet-hours")
        QUIET_HOURS,
        /** It is collected with others. */
        @JsonProperty("digest")
        DIGEST
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
