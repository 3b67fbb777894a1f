package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ado.Choice;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.pull.Completion;
import dev.millrace.forge.pull.MergeWish;
import dev.millrace.forge.pull.PullRequest;
import java.util.List;
import java.util.Optional;

/**
 * Merges at the commit that the caller names. Azure DevOps merges a moment later; here the answer already says what came
 * out.
 */
record Completing(Core core) {

    private static final Choice STRATEGY = Choice.of(1, "noFastForward", 2, "squash", 3, "rebase", 4, "rebaseMerge");

    PullRequest complete(PullRequest pull, JsonNode body, Person by) {
        String head = body.path("lastMergeSourceCommit").path("commitId").asText("");
        if (head.isEmpty()) {
            throw new HttpProblem(
                    400,
                    "InvalidArgumentValueException",
                    "Name the commit to be merged in lastMergeSourceCommit.commitId.");
        }
        return switch (core.merges().complete(pull, wish(head, body.path("completionOptions")), by)) {
            case Completion.Merged(PullRequest merged) -> merged;
            case Completion.Conflicted conflicted -> pull; // active still, with mergeStatus conflicts
            case Completion.HeadMoved moved ->
                throw new HttpProblem(
                        409,
                        "GitPullRequestStaleException",
                        "TF401192: The source branch has been modified since the last merge attempt.");
            case Completion.StillDraft() ->
                throw new HttpProblem(
                        400,
                        "GitPullRequestDraftCannotCompleteException",
                        "TF401193: A draft pull request cannot be completed; publish it first.");
            case Completion.Blocked(List<String> reasons) ->
                throw new HttpProblem(
                        403,
                        "GitPullRequestUpdateRejectedByPolicyException",
                        "TF401397: Not all policies of the target branch are met. " + String.join(" ", reasons));
            case Completion.NotOpen notOpen -> throw PullRoutes.wrongState();
            case Completion.BranchMissing(String branch) ->
                throw new HttpProblem(
                        404, "GitRefNotFoundException", "TF401398: The branch " + branch + " does not exist.");
        };
    }

    private static MergeWish wish(String head, JsonNode options) {
        String strategy = STRATEGY.name(
                options, "mergeStrategy", options.path("squashMerge").asBoolean(false) ? "squash" : "noFastForward");
        MergeWish.Style style = switch (strategy) {
            case "squash" -> MergeWish.Style.SQUASH;
            case "rebase" -> MergeWish.Style.REBASE;
            case "noFastForward", "rebaseMerge" -> MergeWish.Style.MERGE;
            default -> throw HttpProblem.badRequest("There is no merge strategy '" + strategy + "'.");
        };
        return new MergeWish(
                Optional.of(head),
                style,
                Json.text(options, "mergeCommitMessage"),
                options.path("deleteSourceBranch").asBoolean(false),
                options.path("transitionWorkItems").asBoolean(false),
                options.path("bypassPolicy").asBoolean(false));
    }
}
