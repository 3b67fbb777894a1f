package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.PullRequests.Remark;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads merge requests, notes and statuses of commits as GitLab shows them. A draft has a mark before its title. */
final class MergeRequestView {

    private static final Pattern DRAFT =
            Pattern.compile("^(\\s*(\\[draft]|\\(draft\\)|draft:))+\\s*", Pattern.CASE_INSENSITIVE);

    /** GitLab is still finding out whether it merges. */
    private static final Set<String> UNDECIDED = Set.of("unchecked", "checking", "preparing", "approvals_syncing");

    private MergeRequestView() {}

    static String plain(String title) {
        return DRAFT.matcher(title).replaceFirst("");
    }

    static String draft(String title) {
        return "Draft: " + plain(title);
    }

    /** @param repository its full path, which is both project and repository of the reference, as hooks have it */
    static PullRequest pullRequest(String host, String repository, JsonNode merge) {
        Status status = status(merge);
        return new PullRequest(
                new PullRequestRef(host, repository, repository, Fields.needed(merge, "iid")),
                status,
                isDraft(merge),
                plain(merge.path("title").asText()),
                merge.path("description").asText(""),
                Fields.needed(merge, "source_branch"),
                Fields.needed(merge, "target_branch"),
                Fields.needed(merge, "sha"),
                status == Status.MERGED ? landed(merge) : null,
                status == Status.OPEN ? mergeable(merge) : null,
                Fields.texts(merge.path("labels")),
                Fields.link(merge, "web_url"));
    }

    static boolean isDraft(JsonNode merge) {
        return merge.path("draft").asBoolean();
    }

    /** {@code locked} is what it is while it is being merged. */
    static Status status(JsonNode merge) {
        return switch (merge.path("state").asText()) {
            case "merged" -> Status.MERGED;
            case "closed" -> Status.CLOSED;
            default -> Status.OPEN;
        };
    }

    /** The last commit that a merge brought; a fast-forward makes none of its own. */
    static String landed(JsonNode merge) {
        return Optional.ofNullable(Fields.text(merge, "merge_commit_sha"))
                .or(() -> Optional.ofNullable(Fields.text(merge, "squash_commit_sha")))
                .orElseGet(() -> Fields.needed(merge, "sha"));
    }

    static boolean isUndecided(JsonNode merge) {
        return UNDECIDED.contains(merge.path("detailed_merge_status").asText());
    }

    static boolean conflicts(JsonNode merge) {
        return merge.path("has_conflicts").asBoolean()
                || Set.of("conflict", "need_rebase")
                        .contains(merge.path("detailed_merge_status").asText());
    }

    private static @Nullable Boolean mergeable(JsonNode merge) {
        return switch (merge.path("merge_status").asText()) {
            case "can_be_merged" -> (Boolean) true;
            case "cannot_be_merged" -> (Boolean) false;
            default -> null;
        };
    }

    static Remark remark(JsonNode note) {
        JsonNode position = note.path("position");
        JsonNode line = position.path("new_line");
        return new Remark(
                note.path("author").path("username").asText(),
                note.path("body").asText(),
                Optional.ofNullable(Fields.text(position, "new_path"))
                        .orElseGet(() -> Fields.text(position, "old_path")),
                line.isInt() ? (Integer) line.intValue() : null);
    }

    /** Empty for a job that waits for somebody, or that nobody is to run. */
    static Optional<Check> check(JsonNode status) {
        Optional<Check.State> state = switch (status.path("status").asText()) {
            case "success" -> Optional.of(Check.State.SUCCEEDED);
            case "failed", "canceled" -> Optional.of(Check.State.FAILED);
            case "manual", "skipped" -> Optional.empty();
            default -> Optional.of(Check.State.RUNNING);
        };
        return state.map(known -> new Check(
                Fields.needed(status, "name"),
                known,
                Objects.requireNonNullElse(Fields.text(status, "description"), ""),
                Fields.link(status, "target_url")));
    }
}
