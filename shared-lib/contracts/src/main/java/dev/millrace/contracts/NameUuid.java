package dev.millrace.contracts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/** Name-based UUIDs, version 5 (RFC 9562, section 5.5), in a namespace of our own. */
public final class NameUuid {

    private static final UUID NAMESPACE = UUID.fromString("6f9bd1a4-2a52-5d0e-9d6a-0b2f6c1e7a10");

    private NameUuid() {}

    /** The UUID of a list of words. The words are kept apart: {@code ("ab", "c")} and {@code ("a", "bc")} differ. */
    public static UUID of(String... words) {
        MessageDigest sha1 = Digest.algorithm("SHA-1");
        sha1.update(bytes(NAMESPACE));
        for (String word : words) {
            byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
            sha1.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
            sha1.update(utf8);
        }
        return version5(sha1.digest());
    }

    private static UUID version5(byte[] hash) {
        byte[] bytes = Arrays.copyOf(hash, 16);
        bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x50);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static byte[] bytes(UUID uuid) {
        return ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }
}
