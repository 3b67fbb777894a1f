package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Repositories.TreeFile;

/**
 * Something in a Git tree.
 *
 * @param mode as Git writes it, such as {@code 100644}
 * @param size bytes; -1 when it is no file
 */
record TreeEntry(String path, String mode, String sha, long size) {

    static final String FILE = "100644";
    static final String EXECUTABLE = "100755";
    private static final String SYMLINK = "120000";

    static TreeEntry of(JsonNode entry, String folder) {
        return new TreeEntry(
                folder + entry.path("path").asText(),
                entry.path("mode").asText(),
                entry.path("sha").asText(),
                entry.path("size").asLong(-1));
    }

    boolean isFolder() {
        return mode.equals("040000");
    }

    /** Whether it has content: a file or a symbolic link, neither a folder nor a submodule. */
    boolean isFile() {
        return mode.startsWith("100") || mode.equals(SYMLINK);
    }

    TreeFile file() {
        TreeFile.Kind kind = switch (mode) {
            case EXECUTABLE -> TreeFile.Kind.EXECUTABLE;
            case SYMLINK -> TreeFile.Kind.SYMLINK;
            default -> TreeFile.Kind.FILE;
        };
        return new TreeFile(path, sha, size, kind);
    }
}
