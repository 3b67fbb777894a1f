package dev.millrace.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest, in JSON 64 lower-case hexadecimal digits. */
public record Digest(@JsonValue String hex) {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Digest {
        if (hex == null || !HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits of SHA-256");
        }
    }

    public static Digest of(byte[] bytes) {
        return finish(sha256(), bytes);
    }

    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A running SHA-256, for content that comes in pieces; {@link #finish} ends it. */
    public static MessageDigest sha256() {
        return algorithm("SHA-256");
    }

    public static Digest finish(MessageDigest running, byte... last) {
        return new Digest(HexFormat.of().formatHex(running.digest(last)));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** Compares in constant time, so that a digest of a secret may be checked with it. */
    public boolean matches(Digest other) {
        return MessageDigest.isEqual(bytes(), other.bytes());
    }

    @Override
    public String toString() {
        return hex;
    }

    static MessageDigest algorithm(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + name, e);
        }
    }
}
