package dev.millrace.transparency.note;

import dev.millrace.transparency.StrictBase64;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The public half of a log's key: a name and an Ed25519 public key. As text it is {@code name+keyid+base64(0x01||key)}.
 */
public final class VerifierKey {

    static final int LENGTH = 32;

    /** What DER puts before the 32 bytes of an Ed25519 key (RFC 8410 §4). */
    private static final byte[] DER_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final Pattern TEXT = Pattern.compile("([^+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/=]+)");

    private final String name;
    private final byte[] encoded;
    private final PublicKey key;

    private VerifierKey(String name, byte[] encoded) {
        this.name = KeyName.require(name);
        this.encoded = encoded;
        this.key = decode(encoded);
    }

    /**
     * Reads the text of a key.
     *
     * @throws MalformedNoteException when the text is no verifier key of Ed25519, or its key id is not that of the key
     */
    public static VerifierKey parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new MalformedNoteException(
                    "A verifier key is written name+keyid+key, with 8 hexadecimal digits of id");
        }
        byte[] typed = decodeBase64(parts.group(3));
        if (typed.length != 1 + LENGTH || typed[0] != KeyName.ED25519) {
            throw new MalformedNoteException("A verifier key holds the byte 0x01 and the 32 bytes of an Ed25519 key");
        }
        var key = new VerifierKey(parts.group(1), Arrays.copyOfRange(typed, 1, typed.length));
        if (!HexFormat.of().toHexDigits(key.id()).equals(parts.group(2))) {
            throw new MalformedNoteException("The key id " + parts.group(2) + " does not belong to this name and key");
        }
        return key;
    }

    static VerifierKey of(String name, PublicKey key) {
        byte[] der = key.getEncoded();
        return new VerifierKey(name, Arrays.copyOfRange(der, der.length - LENGTH, der.length));
    }

    public String name() {
        return name;
    }

    /** First four bytes of SHA-256 over name, newline, signature type and key: a label, not a proof of anything. */
    public int id() {
        return KeyName.id(name, encoded);
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        byte[] typed = new byte[1 + LENGTH];
        typed[0] = KeyName.ED25519;
        System.arraycopy(encoded, 0, typed, 1, LENGTH);
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + StrictBase64.encode(typed);
    }

    /** Whether name and id of a signature say that this key made it. */
    boolean claims(NoteSignature signature) {
        return signature.keyName().equals(name) && signature.keyId() == id();
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key was usable when it was read", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return text();
    }

    private static PublicKey decode(byte[] encoded) {
        byte[] der = Arrays.copyOf(DER_PREFIX, DER_PREFIX.length + LENGTH);
        System.arraycopy(encoded, 0, der, DER_PREFIX.length, LENGTH);
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
            // Only a signature's start checks that the bytes are a point on the curve.
            Signature.getInstance("Ed25519").initVerify(key);
            return key;
        } catch (InvalidKeyException e) {
            throw new MalformedNoteException("The 32 bytes are no Ed25519 public key");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 15 and newer have Ed25519", e);
        }
    }

    private static byte[] decodeBase64(String text) {
        try {
            return StrictBase64.decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedNoteException("The key of a verifier key is base64: " + e.getMessage());
        }
    }
}
