package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Payload;
import dev.millrace.contracts.tenant.HookKind;
import org.jspecify.annotations.Nullable;

/** What became of a hook that somebody outside posted and that says nothing to our rooms. */
public sealed interface HookEvent extends Payload {

    /** Who posted what: the part that all have in common. */
    Delivery delivery();

    /**
     * One delivery of a hook.
     *
     * @param subscription name in the tenant's registry entry
     * @param id the sender's own id of the delivery, else the digest of the body
     * @param digest of the whole body, also where only its beginning was kept
     * @param bytes length of the whole body
     */
    record Delivery(HookKind kind, String subscription, String id, Digest digest, long bytes) {}

    /** A hook was understood and asks for nothing. */
    @EventType("dev.millrace.hook.ignored.v1")
    record Ignored(Delivery delivery, String hostEvent, String reason) implements HookEvent {}

    /**
     * A hook could not be understood; its body is kept for a person to look at.
     *
     * @param detail a sentence that says what is wrong
     */
    @EventType("dev.millrace.hook.quarantined.v1")
    record Quarantined(
            Delivery delivery,
            Reason reason,
            String detail,
            @Nullable ContentRef bodyRef) implements HookEvent {}

    /** Why a hook is quarantined. */
    enum Reason {
        @JsonProperty("too-large")
        TOO_LARGE,
        @JsonProperty("not-utf-8")
        NOT_UTF_8,
        @JsonProperty("not-json")
        NOT_JSON,
        @JsonProperty("unknown-shape")
        UNKNOWN_SHAPE,
        @JsonProperty("forbidden-type")
        FORBIDDEN_TYPE,
        @JsonProperty("foreign-project")
        FOREIGN_PROJECT,
        @JsonProperty("other-content")
        OTHER_CONTENT
    }
}
