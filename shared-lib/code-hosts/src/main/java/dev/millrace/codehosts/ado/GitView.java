package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.codehosts.Repositories.TreeFile;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Commits and files as the port has them. */
final class GitView {

    private GitView() {}

    /** Whether a commit that came in a list has all that {@link #commit} needs. */
    static boolean isWhole(JsonNode commit) {
        return commit.path("parents").isArray()
                && !commit.path("commentTruncated").asBoolean();
    }

    static Commit commit(JsonNode commit) {
        List<String> parents = Json.elements(commit.path("parents")).stream()
                .map(JsonNode::asText)
                .toList();
        return new Commit(
                commit.path("commitId").asText(),
                parents,
                commit.path("comment").asText(),
                commit.at("/author/name").asText(),
                Objects.requireNonNullElse(Json.time(commit, "/committer/date"), Instant.EPOCH));
    }

    static TreeFile file(JsonNode entry) {
        return new TreeFile(
                entry.path("relativePath").asText(),
                entry.path("objectId").asText(),
                entry.path("size").asLong(-1),
                kind(entry.path("mode").asText()));
    }

    private static TreeFile.Kind kind(String mode) {
        return switch (mode) {
            case "100755" -> TreeFile.Kind.EXECUTABLE;
            case "120000" -> TreeFile.Kind.SYMLINK;
            default -> TreeFile.Kind.FILE;
        };
    }
}
