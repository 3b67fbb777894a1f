package dev.millrace.forge.git;

import org.jspecify.annotations.Nullable;

/**
 * What happened to one file between two commits.
 *
 * @param oldPath null for an added file
 * @param newPath null for a deleted file
 * @param patch the hunks in unified format; empty when they were not asked for or the file is binary
 */
public record FileChange(
        Sort sort,
        @Nullable String oldPath,
        @Nullable String newPath,
        @Nullable String oldId,
        @Nullable String newId,
        int added,
        int removed,
        String patch) {

    /** Edited files may be renamed as well: then the paths and the ids both differ. */
    public enum Sort {
        ADDED,
        EDITED,
        DELETED,
        RENAMED
    }

    /** Where the file is now, or was before it was deleted. */
    public String path() {
        if (newPath != null) {
            return newPath;
        }
        return oldPath == null ? "" : oldPath;
    }
}
