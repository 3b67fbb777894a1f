package dev.millrace.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An instance as its reader sees it.
 *
 * @param input JSON; null when there is none or payloads were not asked for
 * @param output JSON; null until the instance has ended, when it gave none, or when payloads were not asked for
 * @param customStatus JSON; null when none is set or payloads were not asked for
 * @param failure only of a failed instance
 * @param startAt when the first step may run, if the start was put off
 * @param parentId the instance that called this one as a sub-orchestration
 */
public record Instance(
        String id,
        String name,
        @Nullable String version,
        String executionId,
        Status status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant startAt,
        @Nullable String input,
        @Nullable String output,
        @Nullable String customStatus,
        @Nullable Failure failure,
        @Nullable String parentId) {}
