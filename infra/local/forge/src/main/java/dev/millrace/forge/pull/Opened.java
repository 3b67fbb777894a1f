package dev.millrace.forge.pull;

/** What became of the wish to open a pull request. */
public sealed interface Opened {

    record Fresh(PullRequest pull) implements Opened {}

    /** There is an open one for the same two branches. */
    record AlreadyThere(PullRequest pull) implements Opened {}

    record NoSuchBranch(String branch) implements Opened {}

    /** Source and target are the same branch. */
    record SameBranch() implements Opened {}
}
