package dev.millrace.modeldispatch.upstream;

import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.platform.tenancy.MountedSecrets;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The secrets that upstreams want, read anew every few seconds. */
@Singleton
public class Credentials {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final MountedSecrets secrets;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Credentials(MountedSecrets secrets, Clock clock) {
        this.secrets = secrets;
        this.clock = clock;
    }

    private record Known(Instant read, @Nullable String secret) {}

    /** @return null when it needs none, or the one that it needs is not mounted */
    public @Nullable String of(Upstream upstream) {
        String name = upstream.secret();
        if (name == null) {
            return upstream.key();
        }
        Instant now = clock.instant();
        Known last = known.get(name);
        if (last == null || !now.isBefore(last.read().plus(FRESH))) {
            last = new Known(now, secrets.find(name).orElse(null));
            known.put(name, last);
        }
        return last.secret();
    }
}
