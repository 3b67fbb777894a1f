package dev.millrace.approval.link;

import dev.millrace.approval.ApprovalConfig;
import dev.millrace.contracts.Digest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs texts, and says whether a text was signed. A signed text is {@code <base64url of the text>.<key>.<mac>}; the
 * MAC also covers what the text is for, so that one kind never passes for another. Thread-safe.
 */
@Singleton
public class SigningKeys {

    private static final int SHORTEST = 32;
    private static final int LONGEST_TEXT = 2_000;
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final List<Key> keys;

    @Inject
    SigningKeys(ApprovalConfig config) {
        this(config.keys());
    }

    SigningKeys(String secrets) {
        this.keys = Arrays.stream(secrets.split(","))
                .map(String::strip)
                .filter(secret -> !secret.isEmpty())
                .map(SigningKeys::key)
                .toList();
        if (keys.isEmpty()) {
            throw new IllegalStateException("MILLRACE_APPROVAL_KEYS needs at least one secret to sign links with");
        }
    }

    private record Key(String id, SecretKeySpec secret) {}

    private static Key key(String secret) {
        if (secret.length() < SHORTEST) {
            throw new IllegalStateException("A secret in MILLRACE_APPROVAL_KEYS must have at least " + SHORTEST
                    + " characters; make one up with" + " 'openssl rand -base64 32'");
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return new Key(Digest.of(bytes).hex().substring(0, 8), new SecretKeySpec(bytes, ALGORITHM));
    }

    /** @param purpose what the text is good for, and for whom */
    public String sign(String purpose, String text) {
        Key newest = keys.getFirst();
        return encode(text.getBytes(StandardCharsets.UTF_8)) + "." + newest.id() + "."
                + encode(mac(newest, purpose, text));
    }

    /** @return the text, or empty when nobody with one of the keys signed it for this purpose */
    public Optional<String> read(String purpose, String signed) {
        String[] parts = signed.length() > LONGEST_TEXT ? new String[0] : signed.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            byte[] mac = Base64.getUrlDecoder().decode(parts[2]);
            return keys.stream()
                    .filter(key -> key.id().equals(parts[1]))
                    .filter(key -> MessageDigest.isEqual(mac(key, purpose, text), mac))
                    .findFirst()
                    .map(key -> text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static byte[] mac(Key key, String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
