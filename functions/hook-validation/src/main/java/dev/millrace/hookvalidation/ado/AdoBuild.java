package dev.millrace.hookvalidation.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Completed;
import dev.millrace.contracts.events.BuildEvent.Result;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.hookvalidation.Json;
import dev.millrace.hookvalidation.Meaning;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code build.complete}. Version 1.0 has the result in {@code status} and names the project by its id alone. */
final class AdoBuild {

    /** Version 1.0's sourceGetVersion, such as {@code LG:refs/heads/main:600c52d2}. */
    private static final Pattern SOURCE = Pattern.compile("[A-Z]+:(refs/[^:]+):([0-9a-f]{7,64})");

    private AdoBuild() {}

    static Meaning meaning(JsonNode body, HostBinding host) {
        JsonNode build = body.path("resource");
        String id = Json.text(build, "/id");
        String verdict = first(build, "/result", "/status");
        Optional<Result> result = result(verdict);
        if (id == null || result.isEmpty()) {
            return Meaning.unclear("The build has no id, or its result '" + verdict + "' is unknown.");
        }
        String name = Json.text(build, "/project/name");
        if (name != null && !host.serves(name)) {
            return Meaning.foreignProject(name);
        }
        Matcher source = SOURCE.matcher(Objects.requireNonNullElse(Json.text(build, "/sourceGetVersion"), ""));
        boolean old = source.matches();
        URI page = Json.link(build, "/_links/web/href");
        return new Meaning.Fact(
                new Completed(
                        new BuildRef(host.name(), name == null ? AdoHooks.projectId(body) : name, id),
                        Objects.requireNonNullElse(Json.text(build, "/definition/name"), id),
                        result.get(),
                        old ? source.group(2) : Json.text(build, "/sourceVersion"),
                        old ? source.group(1) : Json.text(build, "/sourceBranch"),
                        Json.time(build, "/startTime"),
                        Json.time(build, "/finishTime"),
                        page == null ? Json.link(build, "/url") : page),
                null);
    }

    private static String first(JsonNode build, String pointer, String otherwise) {
        String text = Json.text(build, pointer);
        return text == null ? String.valueOf(Json.text(build, otherwise)) : text;
    }

    private static Optional<Result> result(String verdict) {
        return switch (verdict) {
            case "succeeded" -> Optional.of(Result.SUCCEEDED);
            case "partiallySucceeded" -> Optional.of(Result.PARTIALLY_SUCCEEDED);
            case "failed" -> Optional.of(Result.FAILED);
            case "canceled", "stopped" -> Optional.of(Result.CANCELED);
            default -> Optional.empty();
        };
    }
}
