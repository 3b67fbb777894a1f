package dev.millrace.engine;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which ended instances to remove; running ones are never touched.
 *
 * @param statuses empty means every terminal status
 * @param createdFrom inclusive
 * @param createdTo inclusive
 * @param updatedBefore retention: only instances that ended before
 */
public record Purge(
        Set<Status> statuses,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable Instant updatedBefore) {

    public Purge {
        statuses = Set.copyOf(statuses);
    }

    public static Purge endedBefore(Instant instant) {
        return new Purge(Set.of(), null, null, instant);
    }
}
