package dev.millrace.transparency.export;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import java.util.Optional;

/** One entry of a log: its number from 0, the bytes of its leaf, and its content unless that is erased. */
public final class ExportEntry {

    private final long seq;
    private final byte[] leaf;
    private final Optional<SaltedContent> content;

    private ExportEntry(long seq, byte[] leaf, Optional<SaltedContent> content) {
        this.seq = seq;
        this.leaf = leaf;
        this.content = content;
    }

    public static ExportEntry of(long seq, byte[] leaf, Optional<SaltedContent> content) {
        if (seq < 0) {
            throw new IllegalArgumentException("Entries count from 0, not " + seq);
        }
        return new ExportEntry(seq, leaf.clone(), content);
    }

    public long seq() {
        return seq;
    }

    public byte[] leaf() {
        return leaf.clone();
    }

    public Optional<SaltedContent> content() {
        return content;
    }

    Hash leafHash() {
        return TreeHash.leaf(leaf);
    }

    /**
     * Whether the content is what the leaf commits to. A leaf without a digest commits to no content at all.
     *
     * @throws IllegalArgumentException when there is content, but the leaf is none of an event
     */
    boolean contentHolds() {
        return content.isEmpty()
                || EventLeaf.dataDigest(leaf)
                        .filter(digest -> digest.equals(content.get().digest()))
                        .isPresent();
    }
}
