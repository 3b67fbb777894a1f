package dev.millrace.forge.pull;

import java.util.List;

/** What became of the wish to merge. */
public sealed interface Completion {

    record Merged(PullRequest pull) implements Completion {}

    /** The source is not where the caller thinks. */
    record HeadMoved(String actual) implements Completion {}

    record StillDraft() implements Completion {}

    record Conflicted(List<String> paths) implements Completion {}

    /** @param reasons what the branch still demands, a sentence each */
    record Blocked(List<String> reasons) implements Completion {}

    record NotOpen(PullRequest.State state) implements Completion {}

    /** A branch is gone. */
    record BranchMissing(String branch) implements Completion {}
}
