package dev.millrace.codehosts;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a request proves itself with. */
@FunctionalInterface
public interface Credentials {

    /** The value of the {@code Authorization} header; may ask for a token first. */
    String authorization();

    /** An Azure DevOps personal access token. */
    static Credentials basic(String token) {
        String pair = Base64.getEncoder().encodeToString((":" + token).getBytes(StandardCharsets.UTF_8));
        return () -> "Basic " + pair;
    }

    /** A token of GitHub or GitLab, or an OAuth access token of any. */
    static Credentials bearer(String token) {
        return () -> "Bearer " + token;
    }

    /** Access tokens that end, such as those of an Entra workload identity; a new one is asked for a minute before. */
    static Credentials bearer(TokenSource source, InstantSource clock) {
        return new Renewed(source, clock);
    }

    /** Issues access tokens; throws {@link HostException.Unavailable} or {@link HostException.Forbidden}. */
    @FunctionalInterface
    interface TokenSource {

        AccessToken issue();
    }

    record AccessToken(String value, Instant expiresAt) {}

    /** Keeps a token as long as it serves. */
    final class Renewed implements Credentials {

        private static final Duration MARGIN = Duration.ofMinutes(1);

        private final TokenSource source;
        private final InstantSource clock;
        private @Nullable AccessToken current;

        private Renewed(TokenSource source, InstantSource clock) {
            this.source = source;
            this.clock = clock;
        }

        @Override
        public synchronized String authorization() {
            AccessToken token = current;
            if (token == null || !clock.instant().isBefore(token.expiresAt().minus(MARGIN))) {
                token = source.issue();
                current = token;
            }
            return "Bearer " + token.value();
        }
    }
}
