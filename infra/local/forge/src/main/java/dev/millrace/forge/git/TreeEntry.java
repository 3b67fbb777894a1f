package dev.millrace.forge.git;

import org.eclipse.jgit.lib.FileMode;

/**
 * A file or folder of a commit.
 *
 * @param path from the root, without a slash at either end; empty for the root
 * @param size in bytes; 0 for folders
 */
public record TreeEntry(String path, String id, int mode, long size) {

    public boolean isFolder() {
        return FileMode.TREE.equals(mode);
    }

    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** As Git writes it: six octal digits. */
    public String modeText() {
        return String.format("%06o", mode);
    }
}
