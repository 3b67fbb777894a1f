package dev.millrace.approval.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * One attempt to sign in, as the browser carries it.
 *
 * @param page path and query of the page to come back to
 * @param state that the provider hands back
 * @param nonce that the provider signs
 * @param verifier of PKCE (RFC 7636)
 */
record Flow(String page, String state, String nonce, String verifier) {

    private static final int BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    static Flow begin(String page, SecureRandom random) {
        return new Flow(page, text(random), text(random), text(random));
    }

    static Optional<Flow> parse(String text) {
        String[] parts = text.split("\n", -1);
        return parts.length == 4 ? Optional.of(new Flow(parts[0], parts[1], parts[2], parts[3])) : Optional.empty();
    }

    String text() {
        return String.join("\n", page, state, nonce, verifier);
    }

    String challenge() {
        try {
            return ENCODER.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static String text(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return ENCODER.encodeToString(bytes);
    }
}
