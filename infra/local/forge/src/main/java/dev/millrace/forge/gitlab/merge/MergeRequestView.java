package dev.millrace.forge.gitlab.merge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.git.MergeTrial;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.Iteration;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Merge requests as GitLab shows them: a draft has a prefix in its title. */
public record MergeRequestView(Area area) {

    private static final Pattern DRAFT =
            Pattern.compile("^\\s*(?:draft:|\\[draft\\]|\\(draft\\))\\s*", Pattern.CASE_INSENSITIVE);

    /** Whether a title marks a draft. */
    static boolean isDraft(String title) {
        return DRAFT.matcher(title).find();
    }

    static String plain(String title) {
        Matcher matcher = DRAFT.matcher(title);
        return matcher.find() ? title.substring(matcher.end()) : title;
    }

    public ObjectNode view(PullRequest pull) {
        Repo repo = area.core().projects().repo(pull.repo());
        Optional<MergeTrial> trial = pull.isOpen() ? area.core().merges().trial(pull) : Optional.empty();
        boolean conflicts = trial.filter(MergeTrial.Conflicts.class::isInstance).isPresent();
        ObjectNode view = Json.object()
                .put("id", pull.number())
                .put("iid", pull.number())
                .put("project_id", repo.number())
                .put("title", (pull.draft() ? "Draft: " : "") + pull.title())
                .put("description", pull.description())
                .put("state", state(pull))
                .put("draft", pull.draft())
                .put("work_in_progress", pull.draft())
                .put("source_branch", pull.source())
                .put("target_branch", pull.target())
                .put("source_project_id", repo.number())
                .put("target_project_id", repo.number())
                .put("sha", pull.head())
                .put("has_conflicts", conflicts)
                .put("merge_status", trial.isPresent() && !conflicts ? "can_be_merged" : "cannot_be_merged")
                .put("detailed_merge_status", detailed(pull, trial))
                .put("merge_commit_sha", pull.state() == PullRequest.State.MERGED ? pull.mergeCommit() : null)
                .put("created_at", pull.created().toString())
                .put("updated_at", pull.changed().toString())
                .put(
                        "user_notes_count",
                        area.core().conversations().about(pull.number()).size())
                .put("web_url", area.web(repo) + "/-/merge_requests/" + pull.number());
        people(pull, view);
        view.set("labels", Json.texts(pull.labels()));
        view.putObject("references")
                .put("short", "!" + pull.number())
                .put("full", area.fullPath(repo) + "!" + pull.number());
        Iteration last = pull.iterations().getLast();
        view.putObject("diff_refs")
                .put("base_sha", last.base())
                .put("head_sha", last.source())
                .put("start_sha", last.target());
        closing(pull, view);
        return view;
    }

    private void people(PullRequest pull, ObjectNode view) {
        view.set("author", area.user(pull.author()));
        view.set("assignees", Json.array(pull.assignees(), area::user));
        view.set(
                "reviewers",
                Json.array(pull.reviewers().stream().map(Reviewer::login).map(area::user)));
    }

    private void closing(PullRequest pull, ObjectNode view) {
        Instant closed = pull.closed();
        boolean merged = pull.state() == PullRequest.State.MERGED;
        view.put("merged_at", closed == null || !merged ? null : closed.toString());
        view.put("closed_at", closed == null || merged ? null : closed.toString());
        String by = pull.closedBy();
        if (by != null && merged) {
            view.set("merged_by", area.user(by));
            view.set("merge_user", area.user(by));
        }
    }

    static String state(PullRequest pull) {
        return switch (pull.state()) {
            case OPEN -> "opened";
            case MERGED -> "merged";
            case ABANDONED -> "closed";
        };
    }

    private String detailed(PullRequest pull, Optional<MergeTrial> trial) {
        if (!pull.isOpen()) {
            return "not_open";
        }
        if (trial.isEmpty()) {
            return "broken_status";
        }
        return switch (trial.get()) {
            case MergeTrial.Conflicts conflicts -> "conflict";
            case MergeTrial.NothingToMerge nothing -> pull.draft() ? "draft_status" : "mergeable";
            case MergeTrial.Clean clean -> {
                if (pull.draft()) {
                    yield "draft_status";
                }
                yield area.core().policies().missing(pull).isEmpty() ? "mergeable" : "not_approved";
            }
        };
    }
}
