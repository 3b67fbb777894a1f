package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;

/** Statuses as Azure Repos shows and takes them. */
public record StatusView(Site site) {

    private static final Choice STATE =
            Choice.of(0, "notSet", 1, "pending", 2, "succeeded", 3, "failed", 4, "error", 5, "notApplicable");

    public ObjectNode commitStatus(Check check) {
        ObjectNode view = Json.object()
                .put("id", check.number())
                .put("state", name(check.state()))
                .put("description", check.description())
                .put("creationDate", check.created().toString())
                .put("updatedDate", check.changed().toString())
                .put("targetUrl", check.url());
        view.putObject("context").put("name", check.name()).put("genre", check.genre());
        view.set("createdBy", site.identity(check.author()));
        return view;
    }

    ObjectNode pullStatus(Check check) {
        ObjectNode view = commitStatus(check);
        if (check.iteration() > 0) {
            view.put("iterationId", check.iteration());
        }
        return view;
    }

    /** @param pull 0 for a status of the commit */
    public static Checks.Report report(JsonNode body, long repo, String commit, long pull) {
        String name = body.path("context").path("name").asText("");
        if (name.isBlank()) {
            throw HttpProblem.badRequest("A status needs context.name.");
        }
        return new Checks.Report(
                repo,
                commit,
                pull,
                body.path("iterationId").asInt(0),
                body.path("context").path("genre").asText(""),
                name,
                state(STATE.name(body, "state", "notSet")),
                body.path("description").asText(""),
                body.path("targetUrl").asText(""),
                false);
    }

    private static String name(Check.State state) {
        return switch (state) {
            case PENDING, RUNNING -> "pending";
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case ERROR -> "error";
            case NOT_APPLICABLE -> "notApplicable";
        };
    }

    private static Check.State state(String name) {
        return switch (name) {
            case "pending", "notSet" -> Check.State.PENDING;
            case "succeeded" -> Check.State.SUCCEEDED;
            case "failed" -> Check.State.FAILED;
            case "error" -> Check.State.ERROR;
            case "notApplicable" -> Check.State.NOT_APPLICABLE;
            default -> throw HttpProblem.badRequest("There is no state '" + name + "'.");
        };
    }
}
