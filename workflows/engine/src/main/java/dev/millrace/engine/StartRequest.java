package dev.millrace.engine;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to start.
 *
 * @param name orchestrator
 * @param instanceId unique while the instance runs
 * @param input JSON text
 * @param startAt the first step does not run before; null means now
 * @param key deduplication key: a second start of the instance with the same key is a {@link Started.Repeated}, also
 *     after the instance was purged
 * @param reuse what happens when the id was used before
 */
public record StartRequest(
        String name,
        String instanceId,
        @Nullable String version,
        @Nullable String input,
        @Nullable Instant startAt,
        @Nullable String key,
        Reuse reuse) {

    /** Whether an id may be used again. */
    public enum Reuse {
        /** Replaces an instance that has ended: the SDK's way. */
        WHEN_ENDED,
        /** Starts only an id that was never seen, and remembers purged ones. */
        NEVER
    }

    public StartRequest {
        Names.requireName("orchestrator name", name);
        Names.requireName("instance id", instanceId);
        if (key != null) {
            Names.requireName("deduplication key", key);
        }
        if (version != null && !version.isEmpty()) {
            Names.requireName("version", version);
        }
    }

    /** Starts under a random id. */
    public static StartRequest of(String name) {
        return of(name, UUID.randomUUID().toString());
    }

    public static StartRequest of(String name, String instanceId) {
        return new StartRequest(name, instanceId, null, null, null, null, Reuse.WHEN_ENDED);
    }

    public StartRequest withInput(@Nullable String json) {
        return new StartRequest(name, instanceId, version, json, startAt, key, reuse);
    }

    public StartRequest withVersion(@Nullable String other) {
        return new StartRequest(name, instanceId, other, input, startAt, key, reuse);
    }

    public StartRequest at(@Nullable Instant instant) {
        return new StartRequest(name, instanceId, version, input, instant, key, reuse);
    }

    public StartRequest withKey(String deduplication) {
        return new StartRequest(name, instanceId, version, input, startAt, deduplication, reuse);
    }

    public StartRequest ifNeverSeen() {
        return new StartRequest(name, instanceId, version, input, startAt, key, Reuse.NEVER);
    }
}
