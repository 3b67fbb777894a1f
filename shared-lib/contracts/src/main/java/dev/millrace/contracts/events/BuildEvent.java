package dev.millrace.contracts.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.EventType;
import dev.millrace.contracts.Payload;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds on a code host. */
public sealed interface BuildEvent extends Payload {

    /**
     * Where a build ran.
     *
     * @param host name of the host binding in the tenant's registry entry
     */
    record BuildRef(String host, String project, String id) {}

    /**
     * A build ended.
     *
     * @param pipeline name of its definition
     * @param commit what was built, where the host says so
     * @param ref such as {@code refs/heads/main}
     */
    @EventType("dev.millrace.build.completed.v1")
    record Completed(
            BuildRef build,
            String pipeline,
            Result result,
            @Nullable String commit,
            @Nullable String ref,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable URI url)
            implements BuildEvent {}

    enum Result {
        @JsonProperty("succeeded")
        SUCCEEDED,
        @JsonProperty("partially-succeeded")
        PARTIALLY_SUCCEEDED,
        @JsonProperty("failed")
        FAILED,
        @JsonProperty("canceled")
        CANCELED
    }
}
