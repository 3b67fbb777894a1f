package dev.millrace.engine;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which instances to list, oldest first.
 *
 * @param statuses empty means all
 * @param createdFrom inclusive
 * @param createdTo inclusive
 * @param idPrefix only ids that start with it
 * @param limit most instances on a page, 1 to 1000
 * @param continuation from the page before, null for the first
 * @param payloads whether inputs, outputs and custom statuses come along
 */
public record InstanceQuery(
        Set<Status> statuses,
        @Nullable Instant createdFrom,
        @Nullable Instant createdTo,
        @Nullable String idPrefix,
        int limit,
        @Nullable String continuation,
        boolean payloads) {

    public InstanceQuery {
        statuses = Set.copyOf(statuses);
        if (limit < 1 || limit > 1000) {
            throw new IllegalArgumentException("A page holds 1 to 1000 instances, not " + limit + ". Ask for fewer.");
        }
    }

    /** The first hundred instances. */
    public static InstanceQuery all() {
        return new InstanceQuery(Set.of(), null, null, null, 100, null, false);
    }

    public InstanceQuery withStatus(Status first, Status... more) {
        return new InstanceQuery(
                EnumSet.of(first, more), createdFrom, createdTo, idPrefix, limit, continuation, payloads);
    }

    public InstanceQuery createdBetween(@Nullable Instant from, @Nullable Instant to) {
        return new InstanceQuery(statuses, from, to, idPrefix, limit, continuation, payloads);
    }

    public InstanceQuery withPrefix(String prefix) {
        return new InstanceQuery(statuses, createdFrom, createdTo, prefix, limit, continuation, payloads);
    }

    public InstanceQuery withLimit(int most) {
        return new InstanceQuery(statuses, createdFrom, createdTo, idPrefix, most, continuation, payloads);
    }

    public InstanceQuery withPayloads() {
        return new InstanceQuery(statuses, createdFrom, createdTo, idPrefix, limit, continuation, true);
    }

    /** The same question about the page after one that was answered with this continuation. */
    public InstanceQuery after(String token) {
        return new InstanceQuery(statuses, createdFrom, createdTo, idPrefix, limit, token, payloads);
    }
}
