package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * What GitLab would have posted ("Webhook events" of its handbook), as far as its lists say it: not who did it, and not
 * what it was before. Pure.
 */
final class HookBody {

    /** Hooks show the times of pipelines so, unlike those of issues. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private HookBody() {}

    /** @param item all that GitLab says of it */
    static ObjectNode of(News news, JsonNode item, JsonNode project) {
        return switch (news.kind()) {
            case ISSUE -> issue(news.action(), item, project);
            case MERGE_REQUEST -> mergeRequest(news.action(), item, project);
            case PIPELINE -> pipeline(item, project);
        };
    }

    private static ObjectNode issue(String action, JsonNode issue, JsonNode project) {
        String type = issue.path("issue_type").asText("issue");
        ObjectNode body = body(type.equals("issue") ? "issue" : "work_item", issue.path("author"), project);
        ObjectNode attributes = attributes(issue, action);
        copy(issue, attributes, "project_id", "confidential", "closed_at");
        attributes.put("type", Character.toUpperCase(type.charAt(0)) + type.substring(1));
        people(issue, attributes, "assignee");
        body.set("object_attributes", attributes);
        body.set("labels", labels(issue));
        body.set("assignees", users(issue.path("assignees")));
        return body;
    }

    private static ObjectNode mergeRequest(String action, JsonNode merge, JsonNode project) {
        ObjectNode body = body("merge_request", merge.path("author"), project);
        ObjectNode attributes = attributes(merge, action);
        copy(
                merge,
                attributes,
                "source_branch",
                "target_branch",
                "source_project_id",
                "target_project_id",
                "draft",
                "merge_commit_sha");
        attributes.put("work_in_progress", MergeRequestView.isDraft(merge));
        attributes.putObject("last_commit").put("id", Fields.text(merge, "sha"));
        people(merge, attributes, "assignee");
        people(merge, attributes, "reviewer");
        body.set("object_attributes", attributes);
        body.set("labels", labels(merge));
        body.set("assignees", users(merge.path("assignees")));
        body.set("reviewers", users(merge.path("reviewers")));
        return body;
    }

    private static ObjectNode pipeline(JsonNode pipeline, JsonNode project) {
        ObjectNode body = body("pipeline", pipeline.path("user"), project);
        ObjectNode attributes = body.putObject("object_attributes");
        copy(
                pipeline,
                attributes,
                "id",
                "iid",
                "name",
                "ref",
                "tag",
                "sha",
                "before_sha",
                "source",
                "status",
                "duration",
                "queued_duration");
        for (String field : List.of("created_at", "finished_at")) {
            Instant time = Fields.time(pipeline, field);
            attributes.put(field, time == null ? null : TIME.format(time));
        }
        attributes.put("url", Fields.text(pipeline, "web_url"));
        body.putObject("commit").put("id", Fields.text(pipeline, "sha"));
        return body;
    }

    private static ObjectNode body(String kind, JsonNode user, JsonNode project) {
        ObjectNode body = object().put("object_kind", kind);
        if (!kind.equals("pipeline")) {
            body.put("event_type", kind);
        }
        body.set("user", user(user).put("email", "[REDACTED]"));
        ObjectNode where = body.putObject("project");
        copy(
                project,
                where,
                "id",
                "name",
                "description",
                "web_url",
                "avatar_url",
                "path_with_namespace",
                "default_branch");
        return body;
    }

    private static ObjectNode attributes(JsonNode item, String action) {
        ObjectNode attributes = object();
        copy(item, attributes, "id", "iid", "title", "description", "state", "created_at", "updated_at");
        attributes.put("action", action).put("url", Fields.text(item, "web_url"));
        attributes.set("author_id", item.path("author").path("id"));
        attributes.set("labels", labels(item));
        return attributes;
    }

    /** Their numbers. */
    private static void people(JsonNode item, ObjectNode attributes, String role) {
        ArrayNode ids = attributes.putArray(role + "_ids");
        item.path(role + "s").forEach(person -> ids.add(person.path("id")));
    }

    private static ArrayNode users(JsonNode people) {
        ArrayNode users = JsonNodeFactory.instance.arrayNode();
        people.forEach(person -> users.add(user(person)));
        return users;
    }

    private static ObjectNode user(JsonNode person) {
        ObjectNode user = object();
        copy(person, user, "id", "name", "username", "avatar_url");
        return user;
    }

    private static ArrayNode labels(JsonNode item) {
        ArrayNode labels = JsonNodeFactory.instance.arrayNode();
        item.path("labels").forEach(label -> labels.addObject().set("title", label));
        return labels;
    }

    private static void copy(JsonNode from, ObjectNode to, String... fields) {
        for (String field : fields) {
            if (from.has(field)) {
                to.set(field, from.path(field));
            }
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
