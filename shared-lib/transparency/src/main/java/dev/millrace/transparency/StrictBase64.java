package dev.millrace.transparency;

import java.util.Base64;

/**
 * Standard base64 (RFC 4648 §4) in its one canonical spelling. The JDK's decoder also takes texts without padding or
 * with stray bits at the end, which would give one signed thing several spellings.
 */
public final class StrictBase64 {

    private StrictBase64() {}

    /**
     * Reads the canonical spelling.
     *
     * @throws IllegalArgumentException when the text is not what an encoder would have written
     */
    public static byte[] decode(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        if (!encode(bytes).equals(text)) {
            throw new IllegalArgumentException("Base64 must be padded and canonical");
        }
        return bytes;
    }

    public static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
