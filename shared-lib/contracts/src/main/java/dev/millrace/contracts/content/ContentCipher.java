package dev.millrace.contracts.content;

import dev.millrace.contracts.ContentRef;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D) under one key, each content with a random nonce and bound to its reference. */
public final class ContentCipher {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String KEY_FORM = "millrace.content.key must be 32 bytes in base64url";

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes in base64url */
    public ContentCipher(String key) {
        byte[] bytes = decode(key);
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException(KEY_FORM);
        }
        this.key = new SecretKeySpec(bytes, "AES");
    }

    private static byte[] decode(String key) {
        try {
            return Base64.getUrlDecoder().decode(key.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(KEY_FORM, e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sealed(byte[] nonce, byte[] bytes) {}

    public Sealed seal(ContentRef ref, byte[] content) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Sealed(nonce, run(Cipher.ENCRYPT_MODE, ref, nonce, content));
    }

    /** @throws IllegalStateException when the key is another one or the content was tampered with */
    public byte[] open(ContentRef ref, Sealed sealed) {
        return run(Cipher.DECRYPT_MODE, ref, sealed.nonce(), sealed.bytes());
    }

    private byte[] run(int mode, ContentRef ref, byte[] nonce, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(ref.toString().getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Content " + ref + " cannot be opened: was the content key changed?", e);
        }
    }
}
