package dev.millrace.hookvalidation.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import dev.millrace.contracts.events.TicketEvent;
import dev.millrace.contracts.events.TicketEvent.Asks;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.contracts.tenant.TicketRules;
import dev.millrace.hookvalidation.HookReader;
import dev.millrace.hookvalidation.Json;
import dev.millrace.hookvalidation.Meaning;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** GitLab webhooks. The body names its kind. */
public final class GitLabHooks implements HookReader {

    @Override
    public Meaning read(@Nullable String hostEvent, JsonNode body, HostBinding host, TicketRules rules) {
        String kind = Json.text(body, "/object_kind");
        String project = Json.text(body, "/project/path_with_namespace");
        if (kind == null || project == null) {
            return Meaning.unclear("The body has no object_kind or project, so it is no GitLab webhook.");
        }
        if (!host.serves(project)) {
            return Meaning.foreignProject(project);
        }
        return switch (kind) {
            case "issue", "work_item" -> issue(body, project, host, rules);
            case "merge_request" -> mergeRequest(body, project, host);
            case "pipeline" -> pipeline(body, project, host);
            default -> new Meaning.Nothing(kind, "No function acts on this type of event.");
        };
    }

    private static Meaning issue(JsonNode body, String project, HostBinding host, TicketRules rules) {
        JsonNode issue = body.path("object_attributes");
        String number = Json.text(issue, "/iid");
        if (number == null) {
            return Meaning.unclear("The issue lacks its iid.");
        }
        List<String> assignees = names(body, "assignees", "username");
        assignees.addAll(names(body, "assignees", "name"));
        Optional<Asks> asks = rules.asks(names(body, "labels", "title"), assignees);
        if (asks.isEmpty()) {
            return new Meaning.Nothing("issue", "The issue has none of the labels or assignees that ask for work.");
        }
        if (!"opened".equals(Json.text(issue, "/state"))) {
            return new Meaning.Nothing("issue", "The issue asks for work, but it is closed.");
        }
        var ticket = new TicketRef(host.name(), project, number);
        String title = Objects.requireNonNullElse(Json.text(issue, "/title"), "");
        URI url = Json.link(issue, "/url");
        return new Meaning.Fact(
                "reopen".equals(Json.text(issue, "/action"))
                        ? new TicketEvent.Reopened(ticket, title, url, null, asks.get())
                        : new TicketEvent.Opened(ticket, title, url, null, asks.get()),
                ticket);
    }

    private static Meaning mergeRequest(JsonNode body, String project, HostBinding host) {
        JsonNode merge = body.path("object_attributes");
        String number = Json.text(merge, "/iid");
        String source = Json.text(merge, "/source_branch");
        String target = Json.text(merge, "/target_branch");
        if (number == null || source == null || target == null) {
            return Meaning.unclear("The merge request lacks its iid or branches.");
        }
        Status status = switch (String.valueOf(Json.text(merge, "/state"))) {
            case "merged" -> Status.MERGED;
            case "closed" -> Status.CLOSED;
            default -> Status.OPEN;
        };
        return new Meaning.Fact(
                new PullRequestEvent.Updated(
                        new PullRequestRef(host.name(), project, project, number),
                        status,
                        merge.path("draft").asBoolean()
                                || merge.path("work_in_progress").asBoolean(),
                        "refs/heads/" + source,
                        "refs/heads/" + target,
                        Json.text(merge, "/last_commit/id"),
                        Json.link(merge, "/url")),
                null);
    }

    private static Meaning pipeline(JsonNode body, String project, HostBinding host) {
        JsonNode pipeline = body.path("object_attributes");
        String id = Json.text(pipeline, "/id");
        if (id == null) {
            return Meaning.unclear("The pipeline lacks its id.");
        }
        Optional<Result> result = result(String.valueOf(Json.text(pipeline, "/status")));
        if (result.isEmpty()) {
            return new Meaning.Nothing("pipeline", "The pipeline has not ended yet.");
        }
        String branch = Json.text(pipeline, "/ref");
        return new Meaning.Fact(
                new BuildEvent.Completed(
                        new BuildRef(host.name(), project, id),
                        Objects.requireNonNullElse(Json.text(pipeline, "/name"), "pipeline"),
                        result.get(),
                        Json.text(pipeline, "/sha"),
                        branch == null ? null : "refs/heads/" + branch,
                        Json.time(pipeline, "/created_at"),
                        Json.time(pipeline, "/finished_at"),
                        Json.link(pipeline, "/url")),
                null);
    }

    private static Optional<Result> result(String status) {
        return switch (status) {
            case "success" -> Optional.of(Result.SUCCEEDED);
            case "failed" -> Optional.of(Result.FAILED);
            case "canceled" -> Optional.of(Result.CANCELED);
            case "skipped" -> Optional.of(Result.PARTIALLY_SUCCEEDED);
            default -> Optional.empty();
        };
    }

    private static List<String> names(JsonNode body, String list, String field) {
        List<String> names = new ArrayList<>();
        body.path(list).forEach(item -> names.add(item.path(field).asText()));
        return names;
    }
}
