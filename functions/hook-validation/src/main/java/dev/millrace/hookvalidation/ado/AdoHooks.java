package dev.millrace.hookvalidation.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.TicketRules;
import dev.millrace.hookvalidation.HookReader;
import dev.millrace.hookvalidation.Json;
import dev.millrace.hookvalidation.Meaning;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Azure DevOps service hooks. They name the event in the body and carry no signature. */
public final class AdoHooks implements HookReader {

    @Override
    public Meaning read(@Nullable String hostEvent, JsonNode body, HostBinding host, TicketRules rules) {
        String type = Json.text(body, "/eventType");
        if (type == null) {
            return Meaning.unclear("The body has no eventType, so it is no Azure DevOps service hook.");
        }
        return switch (type) {
            case "workitem.created", "workitem.updated", "workitem.restored" ->
                new AdoWorkItem(body, host, rules).meaning(type);
            case "build.complete" -> AdoBuild.meaning(body, host);
            case "git.pullrequest.created", "git.pullrequest.updated", "git.pullrequest.merged" ->
                AdoPullRequest.meaning(body, host);
            default -> new Meaning.Nothing(type, "No function acts on this type of event.");
        };
    }

    /** The project's id, for hooks that do not name it. */
    static String projectId(JsonNode body) {
        return Objects.requireNonNullElse(Json.text(body, "/resourceContainers/project/id"), "unknown");
    }
}
