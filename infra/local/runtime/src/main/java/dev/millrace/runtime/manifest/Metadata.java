package dev.millrace.runtime.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kubernetes object metadata. */
public record Metadata(
        String name,
        @Nullable String namespace,
        @Nullable Map<String, String> labels,
        @Nullable Map<String, String> annotations) {

    public Metadata {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("metadata.name must be set");
        }
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }
}
