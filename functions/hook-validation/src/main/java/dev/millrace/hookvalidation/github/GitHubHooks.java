package dev.millrace.hookvalidation.github;

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

/** GitHub webhooks. The event's name comes in {@code X-GitHub-Event}; what happened to it is the body's action. */
public final class GitHubHooks implements HookReader {

    @Override
    public Meaning read(@Nullable String hostEvent, JsonNode body, HostBinding host, TicketRules rules) {
        String repository = Json.text(body, "/repository/full_name");
        if (hostEvent == null) {
            return Meaning.unclear("The header X-GitHub-Event is missing.");
        }
        if (repository != null && !host.serves(repository)) {
            return Meaning.foreignProject(repository);
        }
        return switch (hostEvent) {
            case "issues" -> issue(body, repository, host, rules);
            case "pull_request" -> pullRequest(body, repository, host);
            case "workflow_run" -> workflowRun(body, repository, host);
            default -> new Meaning.Nothing(hostEvent, "No function acts on this type of event.");
        };
    }

    private static Meaning issue(JsonNode body, @Nullable String repository, HostBinding host, TicketRules rules) {
        JsonNode issue = body.path("issue");
        String number = Json.text(issue, "/number");
        String action = String.valueOf(Json.text(body, "/action"));
        if (repository == null || number == null) {
            return Meaning.unclear("The issue lacks its number or repository.");
        }
        Optional<Asks> asks = rules.asks(names(issue, "labels", "name"), names(issue, "assignees", "login"));
        if (asks.isEmpty()) {
            return new Meaning.Nothing(
                    "issues." + action, "The issue has none of the labels or assignees that ask for work.");
        }
        if (!"open".equals(Json.text(issue, "/state"))) {
            return new Meaning.Nothing("issues." + action, "The issue asks for work, but it is closed.");
        }
        var ticket = new TicketRef(host.name(), repository, number);
        String title = Objects.requireNonNullElse(Json.text(issue, "/title"), "");
        URI url = Json.link(issue, "/html_url");
        return new Meaning.Fact(
                action.equals("reopened")
                        ? new TicketEvent.Reopened(ticket, title, url, null, asks.get())
                        : new TicketEvent.Opened(ticket, title, url, null, asks.get()),
                ticket);
    }

    private static Meaning pullRequest(JsonNode body, @Nullable String repository, HostBinding host) {
        JsonNode pull = body.path("pull_request");
        String number = Json.text(pull, "/number");
        String source = Json.text(pull, "/head/ref");
        String target = Json.text(pull, "/base/ref");
        if (repository == null || number == null || source == null || target == null) {
            return Meaning.unclear("The pull request lacks its number, repository or branches.");
        }
        Status status = "open".equals(Json.text(pull, "/state"))
                ? Status.OPEN
                : pull.path("merged").asBoolean() ? Status.MERGED : Status.CLOSED;
        return new Meaning.Fact(
                new PullRequestEvent.Updated(
                        new PullRequestRef(host.name(), repository, repository, number),
                        status,
                        pull.path("draft").asBoolean(),
                        "refs/heads/" + source,
                        "refs/heads/" + target,
                        Json.text(pull, "/head/sha"),
                        Json.link(pull, "/html_url")),
                null);
    }

    private static Meaning workflowRun(JsonNode body, @Nullable String repository, HostBinding host) {
        JsonNode run = body.path("workflow_run");
        String id = Json.text(run, "/id");
        if (!"completed".equals(Json.text(body, "/action"))) {
            return new Meaning.Nothing("workflow_run", "The run has not ended yet.");
        }
        if (repository == null || id == null) {
            return Meaning.unclear("The workflow run lacks its id or repository.");
        }
        String branch = Json.text(run, "/head_branch");
        return new Meaning.Fact(
                new BuildEvent.Completed(
                        new BuildRef(host.name(), repository, id),
                        Objects.requireNonNullElse(Json.text(run, "/name"), id),
                        result(String.valueOf(Json.text(run, "/conclusion"))),
                        Json.text(run, "/head_sha"),
                        branch == null ? null : "refs/heads/" + branch,
                        Json.time(run, "/run_started_at"),
                        Json.time(run, "/updated_at"),
                        Json.link(run, "/html_url")),
                null);
    }

    private static Result result(String conclusion) {
        return switch (conclusion) {
            case "success" -> Result.SUCCEEDED;
            case "neutral", "skipped" -> Result.PARTIALLY_SUCCEEDED;
            case "cancelled" -> Result.CANCELED;
            default -> Result.FAILED;
        };
    }

    private static List<String> names(JsonNode issue, String list, String field) {
        List<String> names = new ArrayList<>();
        issue.path(list).forEach(item -> names.add(item.path(field).asText()));
        return names;
    }
}
