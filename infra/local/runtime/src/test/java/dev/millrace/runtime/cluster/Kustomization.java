package dev.millrace.runtime.cluster;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this repository uses of {@code kustomize.config.k8s.io/v1beta1}. */
record Kustomization(
        String apiVersion,
        String kind,
        List<String> resources,
        List<Generator> configMapGenerator,
        @Nullable Options generatorOptions,
        List<Labels> labels,
        List<Patch> patches,
        List<Image> images) {

    Kustomization {
        resources = resources == null ? List.of() : List.copyOf(resources);
        configMapGenerator = configMapGenerator == null ? List.of() : List.copyOf(configMapGenerator);
        labels = labels == null ? List.of() : List.copyOf(labels);
        patches = patches == null ? List.of() : List.copyOf(patches);
        images = images == null ? List.of() : List.copyOf(images);
    }

    record Generator(
            String name,
            String namespace,
            @Nullable List<String> files,
            @Nullable List<String> literals) {}

    record Options(boolean disableNameSuffixHash, Map<String, String> labels) {}

    record Labels(Map<String, String> pairs, List<Field> fields) {}

    record Field(String path, @Nullable String group, String kind) {}

    record Patch(Target target, String patch) {}

    record Target(
            @Nullable String group, String kind, @Nullable String name) {}

    record Image(
            String name,
            @Nullable String newName,
            @Nullable String newTag,
            @Nullable String digest) {}
}
