package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.events.HookEvent.Reason;
import dev.millrace.contracts.events.HookEvent.Received;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.hookvalidation.ado.AdoHooks;
import dev.millrace.hookvalidation.cloudevents.ForeignEvents;
import dev.millrace.hookvalidation.github.GitHubHooks;
import dev.millrace.hookvalidation.gitlab.GitLabHooks;
import java.io.IOException;
import java.util.Optional;

/** Says what a received hook means, given the tenant's rules. Pure. */
final class HookMeaning {

    private final ObjectMapper json;

    HookMeaning(ObjectMapper json) {
        this.json = json;
    }

    /** @param text the body; empty when it is no UTF-8 or only its beginning was kept */
    Meaning of(Received received, Optional<String> text, Optional<Tenant> tenant) {
        if (!received.complete()) {
            return new Meaning.Unclear(
                    Reason.TOO_LARGE, "The body has " + received.delivery().bytes() + " bytes, which is too many.");
        }
        if (text.isEmpty()) {
            return new Meaning.Unclear(Reason.NOT_UTF_8, "The body is no UTF-8 text, or is kept no more.");
        }
        Optional<HookSubscription> hook =
                tenant.flatMap(known -> known.hook(received.delivery().subscription()));
        if (tenant.isEmpty() || hook.isEmpty()) {
            return Meaning.unclear("The hook was taken out of the tenant's registry entry before it was read.");
        }
        return hook.get().kind() == HookKind.CLOUDEVENTS
                ? ForeignEvents.read(text.get(), hook.get())
                : hosted(received, text.get(), tenant.get(), hook.get());
    }

    private Meaning hosted(Received received, String text, Tenant tenant, HookSubscription hook) {
        JsonNode body;
        try {
            body = json.readTree(text);
        } catch (IOException e) {
            return new Meaning.Unclear(Reason.NOT_JSON, "The body is no valid JSON.");
        }
        if (!body.isObject()) {
            return new Meaning.Unclear(Reason.NOT_JSON, "The body is no JSON object.");
        }
        HookReader reader = reader(hook.kind());
        return tenant.host(hook.host())
                .map(host -> reader.read(received.hostEvent(), body, host, tenant.tickets()))
                .orElseGet(() -> Meaning.unclear("The hook's host is not in the tenant's registry entry."));
    }

    private static HookReader reader(HookKind kind) {
        return switch (kind) {
            case ADO -> new AdoHooks();
            case GITHUB -> new GitHubHooks();
            case GITLAB -> new GitLabHooks();
            case CLOUDEVENTS -> throw new IllegalArgumentException("events of others are no hooks of a host");
        };
    }
}
