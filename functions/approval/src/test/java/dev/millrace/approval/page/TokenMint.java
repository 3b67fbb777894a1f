package dev.millrace.approval.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens with a key of its own, well or badly signed. */
final class TokenMint {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String id = UUID.randomUUID().toString();
    private final KeyPair keys = keys();
    private final KeyPair others = keys();

    /** How a token is signed. */
    enum Seal {
        RIGHT,
        /** With a key that passes itself off as the published one. */
        WRONG_KEY,
        /** With one that nobody publishes. */
        UNKNOWN_KEY,
        /** {@code alg: none}. */
        NONE,
        /** With the public key as a shared secret. */
        SHARED_SECRET
    }

    ObjectNode keySet() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        ObjectNode set = JSON.createObjectNode();
        set.putArray("keys")
                .addObject()
                .put("kty", "RSA")
                .put("kid", id)
                .put("use", "sig")
                .put("alg", "RS256")
                .put("n", unsigned(key.getModulus().toByteArray()))
                .put("e", unsigned(key.getPublicExponent().toByteArray()));
        return set;
    }

    String token(ObjectNode claims, Seal seal) {
        try {
            return switch (seal) {
                case RIGHT -> signed(header("RS256", id), claims, keys);
                case WRONG_KEY -> signed(header("RS256", id), claims, others);
                case UNKNOWN_KEY -> signed(header("RS256", "unheard-of"), claims, others);
                case NONE -> text(header("none", id), claims) + ".";
                case SHARED_SECRET -> secretlySigned(header("HS256", id), claims);
            };
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(ObjectNode header, ObjectNode claims, KeyPair pair) throws GeneralSecurityException {
        String text = text(header, claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + ENCODER.encodeToString(signature.sign());
    }

    private String secretlySigned(ObjectNode header, ObjectNode claims) throws GeneralSecurityException {
        String text = text(header, claims);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
        return text + "." + ENCODER.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(ObjectNode header, ObjectNode claims) {
        return encode(header) + "." + encode(claims);
    }

    private static ObjectNode header(String algorithm, String key) {
        return JSON.createObjectNode().put("alg", algorithm).put("typ", "JWT").put("kid", key);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String unsigned(byte[] number) {
        return ENCODER.encodeToString(number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number);
    }

    private static String encode(ObjectNode json) {
        return ENCODER.encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
