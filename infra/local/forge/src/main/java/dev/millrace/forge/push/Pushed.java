package dev.millrace.forge.push;

import dev.millrace.forge.git.Edited;

/** What became of the wish to commit to a branch or to move a ref. */
public sealed interface Pushed {

    /** @param commit where the ref is now */
    record Done(Push push, String commit) implements Pushed {}

    /** The ref is not where the caller thinks. */
    record Stale(String ref, String actual) implements Pushed {}

    /** The edits do not fit. */
    record BadEdit(Edited why) implements Pushed {}

    /** The branch takes changes by pull request only. */
    record Protected(String branch) implements Pushed {}

    record Refused(String reason) implements Pushed {}
}
