package dev.millrace.forge.git;

/** What became of a set of edits. */
public sealed interface Edited {

    /** @param tree id of the new tree */
    record Written(String tree) implements Edited {}

    record PathExists(String path) implements Edited {}

    record PathMissing(String path) implements Edited {}

    /** @param reason a clause that goes on from "the path" */
    record BadPath(String path, String reason) implements Edited {}
}
