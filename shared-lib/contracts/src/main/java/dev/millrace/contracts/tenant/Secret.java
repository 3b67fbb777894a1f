package dev.millrace.contracts.tenant;

import dev.millrace.contracts.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A generated secret of at least 128 random bits, for which a plain digest is enough.
 *
 * @param expires null for never
 */
public record Secret(Digest sha256, @Nullable Instant expires) {

    /** The same secret, which expires then at the latest. */
    public Secret until(Instant end) {
        return expires == null || expires.isAfter(end) ? new Secret(sha256, end) : this;
    }

    boolean isValid(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    /** Whether a presented secret is one of these. Takes the same time for a right and a wrong one. */
    static boolean isAmong(List<Secret> secrets, String presented, Instant now) {
        Digest digest = Digest.of(presented);
        boolean accepted = false;
        for (Secret secret : secrets) {
            boolean valid = secret.isValid(now);
            accepted |= secret.sha256().matches(digest) && valid;
        }
        return accepted;
    }
}
