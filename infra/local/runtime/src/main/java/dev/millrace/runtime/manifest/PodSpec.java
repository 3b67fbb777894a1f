package dev.millrace.runtime.manifest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of a Knative revision that describes its pod: one container, its limits and its volumes. */
public record PodSpec(
        @Nullable String serviceAccountName,
        @Nullable Boolean automountServiceAccountToken,
        @Nullable Boolean enableServiceLinks,
        @Nullable Integer containerConcurrency,
        @Nullable Integer timeoutSeconds,
        List<Container> containers,
        List<Volume> volumes,
        @Nullable List<LocalName> imagePullSecrets,
        @Nullable Map<String, Object> securityContext,
        @Nullable Map<String, String> nodeSelector,
        @Nullable List<Map<String, Object>> tolerations) {

    static final int DEFAULT_TIMEOUT_SECONDS = 300;
    static final int MAX_TIMEOUT_SECONDS = 600;

    public PodSpec {
        Expect.only(containers, "containers", "the local runtime starts one process per instance");
        volumes = Expect.listOrEmpty(volumes);
        Expect.that(
                containerConcurrency == null || (containerConcurrency >= 0 && containerConcurrency <= 1000),
                "containerConcurrency must lie between 0 (any number) and 1000, not " + containerConcurrency);
        Expect.that(
                timeoutSeconds == null || (timeoutSeconds >= 1 && timeoutSeconds <= MAX_TIMEOUT_SECONDS),
                "timeoutSeconds must lie between 1 and " + MAX_TIMEOUT_SECONDS + ", not " + timeoutSeconds);
        var names = volumes.stream().map(Volume::name).collect(Collectors.toSet());
        for (Container.VolumeMount mount : containers.getFirst().volumeMounts()) {
            Expect.that(
                    names.contains(mount.name()), "volumeMounts names a volume that is not listed: " + mount.name());
        }
    }

    Container container() {
        return containers.getFirst();
    }

    int concurrency() {
        return containerConcurrency == null ? 0 : containerConcurrency;
    }

    int timeout() {
        return timeoutSeconds == null ? DEFAULT_TIMEOUT_SECONDS : timeoutSeconds;
    }

    /** A reference to an object of the same namespace. */
    public record LocalName(String name) {

        public LocalName {
            Expect.present(name, "name");
        }
    }

    /** Files for the container: of a ConfigMap, of a Secret, or an empty folder. */
    public record Volume(
            String name,
            @Nullable ConfigMapSource configMap,
            @Nullable SecretSource secret,
            @Nullable EmptyDirSource emptyDir) {

        public Volume {
            Expect.present(name, "name");
            long sources = java.util.stream.Stream.of(configMap != null, secret != null, emptyDir != null)
                    .filter(present -> present)
                    .count();
            Expect.that(sources == 1, "volume " + name + " must be exactly one of configMap, secret and emptyDir");
        }
    }

    /** A ConfigMap as a folder. */
    public record ConfigMapSource(
            String name,
            @Nullable Boolean optional,
            @Nullable Integer defaultMode) {

        public ConfigMapSource {
            Expect.present(name, "configMap.name");
        }
    }

    /** A Secret as a folder: one file per key. */
    public record SecretSource(
            String secretName,
            @Nullable Boolean optional,
            @Nullable Integer defaultMode) {

        public SecretSource {
            Expect.present(secretName, "secret.secretName");
        }
    }

    /** An empty folder that lives as long as the instance. */
    public record EmptyDirSource(
            @Nullable String sizeLimit, @Nullable String medium) {}
}
