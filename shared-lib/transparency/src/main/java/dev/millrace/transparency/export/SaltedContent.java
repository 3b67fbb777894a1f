package dev.millrace.transparency.export;

import dev.millrace.transparency.Hash;

/**
 * The erasable part of an entry. The log commits to SHA-256(salt || content) only, so that once salt and content are
 * gone nobody can confirm a guess of what the content was, and every proof still holds.
 */
public final class SaltedContent {

    /** In bytes. One fixed length: with any other, the border between salt and content could be moved unseen. */
    public static final int SALT_LENGTH = 32;

    private final byte[] salt;
    private final byte[] content;

    private SaltedContent(byte[] salt, byte[] content) {
        this.salt = salt;
        this.content = content;
    }

    /**
     * Takes copies of both.
     *
     * @param salt 32 fresh random bytes, never used for another entry
     * @param content what happened, as bytes; the empty content is one too
     * @throws IllegalArgumentException unless the salt has 32 bytes
     */
    public static SaltedContent of(byte[] salt, byte[] content) {
        if (salt.length != SALT_LENGTH) {
            throw new IllegalArgumentException("A salt has 32 bytes, here are " + salt.length);
        }
        return new SaltedContent(salt.clone(), content.clone());
    }

    public byte[] salt() {
        return salt.clone();
    }

    public byte[] content() {
        return content.clone();
    }

    /** What the leaf commits to. */
    public Hash digest() {
        return Hash.sha256(salt, content);
    }
}
