package dev.millrace.runtime.connect;

import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.contracts.tenant.HookKind;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How each kind of host proves that a hook is its own. */
final class Proof {

    private static final String USER = "millrace";
    private static final String HMAC = "HmacSHA256";

    private Proof() {}

    static Header of(HookKind kind, String secret, String body) {
        return switch (kind) {
            case ADO -> new Header("Authorization", "Basic " + base64(USER + ":" + secret));
            case GITHUB -> new Header("X-Hub-Signature-256", "sha256=" + hmac(secret, body));
            case GITLAB -> new Header("X-Gitlab-Token", secret);
            case CLOUDEVENTS -> new Header("Authorization", "Bearer " + secret);
        };
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(String secret, String body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
