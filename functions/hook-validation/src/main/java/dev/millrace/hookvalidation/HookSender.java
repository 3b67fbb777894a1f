package dev.millrace.hookvalidation;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.platform.tenancy.MountedSecrets;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Tells whether a hook comes from whom the subscription names. */
@Singleton
class HookSender {

    private static final String SECRET_HEADER = "X-Millrace-Secret";
    private static final String SIGNATURE = "sha256=";
    private static final String HMAC = "HmacSHA256";

    private final MountedSecrets secrets;
    private final Clock clock;

    HookSender(MountedSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    /**
     * What the headers prove before the body is read. GitHub's prove nothing yet.
     *
     * @return false when the hook must be refused
     */
    boolean mayCome(HookSubscription hook, MultiMap headers) {
        if (hook.kind() == HookKind.GITHUB) {
            return headers.contains("X-Hub-Signature-256");
        }
        return presented(hook.kind(), headers)
                .filter(secret -> hook.accepts(secret, clock.instant()))
                .isPresent();
    }

    /** The running HMAC over a GitHub body; empty for other kinds and when the secret is not mounted. */
    Optional<Mac> mac(HookSubscription hook) {
        return Optional.ofNullable(hook.secretRef()).flatMap(secrets::find).map(HookSender::mac);
    }

    /** What the body proves. */
    boolean signed(HookSubscription hook, MultiMap headers, @Nullable Buffer mac) {
        if (hook.kind() != HookKind.GITHUB) {
            return true;
        }
        String signature = headers.get("X-Hub-Signature-256");
        return mac != null
                && signature != null
                && MessageDigest.isEqual(
                        (SIGNATURE + HexFormat.of().formatHex(mac.getBytes())).getBytes(StandardCharsets.UTF_8),
                        signature.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> presented(HookKind kind, MultiMap headers) {
        return switch (kind) {
            case GITLAB -> Optional.ofNullable(headers.get("X-Gitlab-Token"));
            case CLOUDEVENTS -> bearer(headers).or(() -> Optional.ofNullable(headers.get(SECRET_HEADER)));
            case ADO -> basicPassword(headers).or(() -> Optional.ofNullable(headers.get(SECRET_HEADER)));
            case GITHUB -> Optional.empty();
        };
    }

    private static Optional<String> bearer(MultiMap headers) {
        return authorization(headers, "Bearer ");
    }

    private static Optional<String> basicPassword(MultiMap headers) {
        return authorization(headers, "Basic ").flatMap(HookSender::password);
    }

    private static Optional<String> password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> authorization(MultiMap headers, String scheme) {
        String header = headers.get("Authorization");
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.of(header.substring(scheme.length()).strip())
                : Optional.empty();
    }

    private static Mac mac(String secret) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + HMAC, e);
        }
    }
}
