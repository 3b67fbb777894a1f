package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import java.util.List;
import java.util.Optional;

/** Refs: where they are, and their deletion. */
final class AdoBranches {

    private static final String NONE = "0".repeat(40);
    private static final int ATTEMPTS = 3;

    private final AdoApi api;

    AdoBranches(AdoApi api) {
        this.api = api;
    }

    /** @param filter how their names start, without {@code refs/} */
    List<JsonNode> refs(RepositoryRef repository, String filter) {
        return api.continued(Call.get(Paths.git(repository, "refs"))
                .query("filter", filter)
                .query("peelTags", true)
                .query("$top", 1000));
    }

    Optional<String> head(RepositoryRef repository, String branch) {
        return refs(repository, "heads/" + branch).stream()
                .filter(ref -> ref.path("name").asText().equals(Paths.ref(branch)))
                .map(ref -> ref.path("objectId").asText())
                .findFirst();
    }

    void delete(RepositoryRef repository, String branch) {
        for (int attempt = 1; ; attempt++) {
            Optional<String> head = head(repository, branch);
            if (head.isEmpty()) {
                return;
            }
            String status = delete(repository, branch, head.get());
            if (status.startsWith("succeeded")) {
                return;
            }
            if (!status.equals("staleOldObjectId") || attempt == ATTEMPTS) {
                throw refusal(branch, status);
            }
        }
    }

    private String delete(RepositoryRef repository, String branch, String head) {
        ArrayNode updates = Json.array();
        updates.addObject()
                .put("name", Paths.ref(branch))
                .put("oldObjectId", head)
                .put("newObjectId", NONE);
        List<JsonNode> results =
                api.list(Call.post(Paths.git(repository, "refs")).json(updates).again());
        return results.isEmpty()
                ? "unprocessed"
                : results.getFirst().path("updateStatus").asText("unprocessed");
    }

    /** By the names of Azure DevOps' {@code GitRefUpdateStatus}. */
    private static HostException refusal(String branch, String status) {
        String message = "The branch " + branch + " was not deleted: " + status;
        return switch (status) {
            case "staleOldObjectId" -> new Conflict(Conflict.Kind.MOVED, message);
            case "locked",
                    "writePermissionRequired",
                    "forcePushRequired",
                    "createBranchPermissionRequired",
                    "rejectedByPlugin",
                    "rejectedByPolicy" -> new HostException.Forbidden(message);
            default -> new HostException.Invalid(message);
        };
    }
}
