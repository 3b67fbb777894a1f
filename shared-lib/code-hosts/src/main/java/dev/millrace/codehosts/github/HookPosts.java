package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.codehosts.Hooks.Post;
import dev.millrace.contracts.NameUuid;
import java.time.Instant;
import java.util.List;

/**
 * Webhooks made of what the lists say. They hold what changes with the subject itself and nothing else, so that the same
 * change makes the same webhook whenever it is asked for. A delivery's id follows from its body: GitHub's times are in
 * seconds, too coarse to tell two changes apart.
 */
final class HookPosts {

    private static final List<String> REPOSITORY = List.of(
            "id",
            "node_id",
            "name",
            "full_name",
            "private",
            "owner.login",
            "owner.id",
            "owner.type",
            "html_url",
            "url");
    private static final List<String> ISSUE = List.of(
            "id",
            "node_id",
            "number",
            "title",
            "body",
            "state",
            "state_reason",
            "user",
            "labels",
            "assignee",
            "assignees",
            "milestone",
            "locked",
            "created_at",
            "updated_at",
            "closed_at",
            "url",
            "html_url");
    private static final List<String> PULL = List.of(
            "id",
            "node_id",
            "number",
            "title",
            "body",
            "state",
            "draft",
            "locked",
            "user",
            "labels",
            "assignees",
            "requested_reviewers",
            "created_at",
            "updated_at",
            "closed_at",
            "merged_at",
            "merged",
            "head.label",
            "head.ref",
            "head.sha",
            "base.label",
            "base.ref",
            "url",
            "html_url");
    private static final List<String> RUN = List.of(
            "id",
            "node_id",
            "name",
            "path",
            "display_title",
            "run_number",
            "run_attempt",
            "event",
            "status",
            "conclusion",
            "workflow_id",
            "head_branch",
            "head_sha",
            "actor",
            "created_at",
            "updated_at",
            "run_started_at",
            "url",
            "html_url",
            "jobs_url",
            "logs_url");
    private static final int KEY = 16;

    private HookPosts() {}

    static Change issue(JsonNode repository, JsonNode issue) {
        return change("issues", body(action(issue), "issue", part(issue, ISSUE), issue, repository), issue);
    }

    /**
     * An issue that was opened again. Its id follows from that event alone: however the issue has changed since, it was
     * opened again once.
     *
     * @param event of the issue's own list of events
     * @param plain the same issue without regard to the event
     */
    static Change reopened(JsonNode repository, JsonNode issue, JsonNode event, Change plain) {
        String body = body("reopened", "issue", part(issue, ISSUE), issue, repository);
        String id = NameUuid.of(
                        "reopened",
                        repository.path("id").asText(),
                        event.path("id").asText())
                .toString();
        return new Change(plain.at(), List.of(reopenedKey(event), plain.keys().getFirst()), post("issues", id, body));
    }

    static String reopenedKey(JsonNode event) {
        return "reopened-" + event.path("id").asText();
    }

    static Change pull(JsonNode repository, JsonNode pull) {
        ObjectNode part = part(pull, PULL);
        boolean merged = pull.path("merged").asBoolean();
        part.put("merge_commit_sha", merged ? Json.text(pull, "merge_commit_sha") : null);
        ((ObjectNode) part.path("base")).set("repo", part(repository, REPOSITORY));
        String body = body(action(pull), "pull_request", part, pull, repository);
        return change("pull_request", body, pull);
    }

    static Change run(JsonNode repository, JsonNode run) {
        ObjectNode part = part(run, RUN);
        String body = body("completed", "workflow_run", part, Json.object().set("user", run.path("actor")), repository);
        return change("workflow_run", body, run);
    }

    /** What became of it last, as far as its state tells. */
    private static String action(JsonNode subject) {
        if (!subject.path("state").asText().equals("open")) {
            return "closed";
        }
        return subject.path("created_at").equals(subject.path("updated_at")) ? "opened" : "edited";
    }

    private static String body(String action, String name, JsonNode part, JsonNode subject, JsonNode repository) {
        ObjectNode body = Json.object().put("action", action);
        if (subject.has("number")) {
            body.set("number", subject.path("number"));
        }
        body.set(name, part);
        body.set("repository", part(repository, REPOSITORY));
        body.set("sender", subject.path("user"));
        return body.toString();
    }

    private static Change change(String event, String body, JsonNode subject) {
        Instant at = Json.timeOrEpoch(subject, "updated_at");
        String id = NameUuid.of(event, body).toString();
        return new Change(at, List.of(id.replace("-", "").substring(0, KEY)), post(event, id, body));
    }

    private static Post post(String event, String id, String body) {
        return new Post(
                List.of(
                        new Header("Content-Type", "application/json"),
                        new Header("X-GitHub-Event", event),
                        new Header("X-GitHub-Delivery", id)),
                body);
    }

    /** @param fields names, or two names with a dot between for a field of a field */
    private static ObjectNode part(JsonNode node, List<String> fields) {
        ObjectNode part = Json.object();
        for (String field : fields) {
            int dot = field.indexOf('.');
            JsonNode value = node.at("/" + field.replace('.', '/'));
            if (value.isMissingNode()) {
                continue;
            }
            if (dot < 0) {
                part.set(field, value);
            } else {
                part.withObjectProperty(field.substring(0, dot)).set(field.substring(dot + 1), value);
            }
        }
        return part;
    }
}
