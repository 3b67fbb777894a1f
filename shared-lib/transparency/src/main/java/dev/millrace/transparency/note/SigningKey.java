package dev.millrace.transparency.note;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/** A log's private key: a name and an Ed25519 key. It never shows itself as text. Safe for use by several threads. */
public final class SigningKey {

    private static final int SEED_LENGTH = 32;

    private final PrivateKey key;
    private final VerifierKey verifierKey;

    private SigningKey(PrivateKey key, VerifierKey verifierKey) {
        this.key = key;
        this.verifierKey = verifierKey;
    }

    /**
     * Reads a seed as secret stores hand it out.
     *
     * @param name name of the key, best the origin of the log
     * @param seed 32 bytes in base64 or base64url, with or without padding; white space around it is ignored
     * @throws MalformedNoteException when the name is no key name or the seed is not 32 bytes
     */
    public static SigningKey parse(String name, String seed) {
        String text = seed.strip().replace('-', '+').replace('_', '/').replace("=", "");
        try {
            return of(name, Base64.getDecoder().decode(text));
        } catch (MalformedNoteException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            // The decoder's message would quote a character of the secret.
            throw new MalformedNoteException("A signing key is the base64 or base64url text of a 32-byte seed");
        }
    }

    /**
     * Makes the key that belongs to a seed.
     *
     * @throws MalformedNoteException when the name is no key name or the seed is not 32 bytes
     */
    public static SigningKey of(String name, byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new MalformedNoteException("A signing key is made from a seed of 32 bytes, here are " + seed.length);
        }
        KeyPair pair = keyPair(seed.clone());
        return new SigningKey(pair.getPrivate(), VerifierKey.of(name, pair.getPublic()));
    }

    public VerifierKey verifierKey() {
        return verifierKey;
    }

    NoteSignature sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message);
            byte[] signature = ed25519.sign();
            byte[] withId = ByteBuffer.allocate(Integer.BYTES + signature.length)
                    .putInt(verifierKey.id())
                    .put(signature)
                    .array();
            return new NoteSignature(verifierKey.name(), Base64.getEncoder().encodeToString(withId));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key was usable when it was made", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + verifierKey.text() + "]";
    }

    /**
     * The JDK derives a public key only while it generates a pair, so the generator is given the seed as its randomness.
     * That it took the seed as it is, and nothing else, is checked.
     */
    private static KeyPair keyPair(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new FixedBytes(seed));
            KeyPair pair = generator.generateKeyPair();
            boolean taken = pair.getPrivate() instanceof EdECPrivateKey made
                    && made.getBytes().map(bytes -> Arrays.equals(bytes, seed)).orElse(false);
            if (!taken) {
                throw new IllegalStateException("This Java platform does not make Ed25519 keys from their seed");
            }
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 15 and newer have Ed25519", e);
        }
    }

    /** Randomness that is not random: the seed. */
    private static final class FixedBytes extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        FixedBytes(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
