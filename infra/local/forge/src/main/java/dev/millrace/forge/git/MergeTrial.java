package dev.millrace.forge.git;

import java.util.List;

/** What would come out of a merge. */
public sealed interface MergeTrial {

    /** @param tree id of the merged tree */
    record Clean(String tree) implements MergeTrial {}

    /** The target contains the source already. */
    record NothingToMerge() implements MergeTrial {}

    record Conflicts(List<String> paths) implements MergeTrial {}
}
