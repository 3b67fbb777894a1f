package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.TicketRules;
import org.jspecify.annotations.Nullable;

/** Understands the hooks of one kind of host. Readers are pure: the same hook always means the same. */
public interface HookReader {

    /**
     * @param hostEvent the event's name when it came in a header
     * @param body a JSON object
     */
    Meaning read(@Nullable String hostEvent, JsonNode body, HostBinding host, TicketRules rules);
}
