package dev.millrace.hookvalidation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.events.HookEvent.Reason;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.hookvalidation.ado.AdoHooks;
import dev.millrace.hookvalidation.cloudevents.ForeignEvents;
import dev.millrace.hookvalidation.github.GitHubHooks;
import dev.millrace.hookvalidation.gitlab.GitLabHooks;
import java.io.IOException;

/** Says what a hook means, given the tenant's rules. Pure. */
final class HookMeaning {

    private final ObjectMapper json;

    HookMeaning(ObjectMapper json) {
        this.json = json;
    }

    Meaning of(Posting posting, Tenant tenant, HookSubscription hook) {
        if (!posting.body().complete()) {
            return new Meaning.Unclear(
                    Reason.TOO_LARGE, "The body has " + posting.body().bytes() + " bytes, which is too many.");
        }
        return posting.text()
                .map(text -> hook.kind() == HookKind.CLOUDEVENTS
                        ? ForeignEvents.read(text, hook)
                        : hosted(posting, text, tenant, hook))
                .orElseGet(() -> new Meaning.Unclear(Reason.NOT_UTF_8, "The body is no UTF-8 text."));
    }

    private Meaning hosted(Posting posting, String text, Tenant tenant, HookSubscription hook) {
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
                .map(host -> reader.read(posting.hostEvent(), body, host, tenant.tickets()))
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
