package dev.millrace.forge.git;

import org.jspecify.annotations.Nullable;

/** One change of a tree; paths are relative to its root. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public sealed interface Edit {

    /** The path may not exist yet. */
    record Add(String path, byte[] content) implements Edit {}

    /** The path must exist. */
    record Change(String path, byte[] content) implements Edit {}

    /** Whether the path exists does not matter. */
    record Put(String path, byte[] content) implements Edit {}

    /** The path must exist. */
    record Delete(String path) implements Edit {}

    /** @param content null to keep what the file contains */
    record Rename(String from, String to, byte @Nullable [] content) implements Edit {}

    /** Marks a file as a program, or no longer. */
    record Executable(String path, boolean executable) implements Edit {}
}
