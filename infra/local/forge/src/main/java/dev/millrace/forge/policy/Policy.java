package dev.millrace.forge.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.store.Kind;
import java.time.Instant;

/**
 * What a branch demands. Settings are as Azure DevOps has them, with their {@code scope}.
 *
 * @param type UUID of the sort of policy
 */
public record Policy(
        long number,
        long project,
        String type,
        boolean enabled,
        boolean blocking,
        JsonNode settings,
        int rev,
        String createdBy,
        Instant created) {

    public static final Kind<Policy> KIND = Kind.numbered("policy", Policy.class, Policy::number);

    /** Whether one of its scopes has this branch. */
    boolean covers(String repoGuid, String ref) {
        for (JsonNode scope : settings.path("scope")) {
            String repo = scope.path("repositoryId").asText("");
            String name = scope.path("refName").asText("");
            boolean anyRepo = repo.isEmpty() || repo.equals("null");
            boolean prefix = scope.path("matchKind").asText("exact").equalsIgnoreCase("prefix");
            if ((anyRepo || repo.equalsIgnoreCase(repoGuid)) && (prefix ? ref.startsWith(name) : ref.equals(name))) {
                return true;
            }
        }
        return false;
    }
}
