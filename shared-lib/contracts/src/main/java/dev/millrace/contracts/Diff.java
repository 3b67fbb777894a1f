package dev.millrace.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pull request changes, and so what its approvers see. Approval and merge name it by its digest.
 *
 * @param target commit that it would be merged onto
 * @param head commit that would be merged
 * @param blobs Git blob id of each changed path after the change, empty text for a deleted one
 */
public record Diff(String target, String head, SortedMap<String, String> blobs) {

    private static final byte END = 0;

    public Diff {
        requireCommit(target);
        requireCommit(head);
        blobs = Collections.unmodifiableSortedMap(new TreeMap<>(blobs));
    }

    /** SHA-256 over target, head and each path with its blob id, in the order of the paths, each ended by a zero byte. */
    public Digest digest() {
        MessageDigest running = Digest.sha256();
        add(running, target);
        add(running, head);
        for (Map.Entry<String, String> blob : blobs.entrySet()) {
            add(running, blob.getKey());
            add(running, blob.getValue());
        }
        return Digest.finish(running);
    }

    private static void add(MessageDigest running, String text) {
        running.update(text.getBytes(StandardCharsets.UTF_8));
        running.update(END);
    }

    private static void requireCommit(@Nullable String commit) {
        if (commit == null || !commit.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new IllegalArgumentException("a commit is 40 or 64 hexadecimal digits, unlike '" + commit + "'");
        }
    }
}
