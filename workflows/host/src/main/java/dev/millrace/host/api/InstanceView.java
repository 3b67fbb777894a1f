package dev.millrace.host.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.millrace.engine.Instance;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An instance as operators see it.
 *
 * @param status pending, running, suspended, completed, failed or terminated
 * @param says its custom status: what it does or waits for, as JSON
 * @param failure why it failed, a sentence
 */
public record InstanceView(
        String id,
        String name,
        String status,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String parent,
        @JsonRawValue @Nullable String says,
        @JsonRawValue @Nullable String input,
        @JsonRawValue @Nullable String output,
        @Nullable String failure) {

    static InstanceView of(Instance instance) {
        return new InstanceView(
                instance.id(),
                instance.name(),
                instance.status().name().toLowerCase(Locale.ROOT),
                instance.createdAt(),
                instance.updatedAt(),
                instance.parentId(),
                instance.customStatus(),
                instance.input(),
                instance.output(),
                instance.failure() == null ? null : instance.failure().message());
    }
}
