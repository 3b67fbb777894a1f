package dev.millrace.runtime.manifest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Knative Service ({@code serving.knative.dev/v1}).
 *
 * <p>Fields that only a cluster can honour (image, limits, security contexts, pull secrets) are read and checked for
 * their shape, then ignored. A field that changes how a function behaves is either honoured or refused.
 */
public record ServiceManifest(String apiVersion, String kind, Metadata metadata, Spec spec) {

    public ServiceManifest {
        Expect.exactly("serving.knative.dev/v1", apiVersion, "apiVersion");
        Expect.exactly("Service", kind, "kind");
        Expect.present(metadata, "metadata");
        Expect.present(spec, "spec");
        Expect.that(
                metadata.name().matches("[a-z]([-a-z0-9]{0,61}[a-z0-9])?"),
                "metadata.name must be a DNS label (lower case letters, digits and dashes), not " + metadata.name());
    }

    public String name() {
        return metadata.name();
    }

    public Container container() {
        return spec.template().spec().container();
    }

    public Scaling scaling() {
        return spec.template().scaling();
    }

    /** Requests that one instance may work on at the same time, a hard limit; 0 means any number. */
    public int containerConcurrency() {
        return spec.template().spec().concurrency();
    }

    /** Seconds after which a request is answered 504. */
    public int timeoutSeconds() {
        return spec.template().spec().timeout();
    }

    public List<PodSpec.Volume> volumes() {
        return spec.template().spec().volumes();
    }

    /** Whether the function reads a key of this secret from its environment. */
    public boolean readsSecret(String secret) {
        return container().env().stream()
                .map(Container.Variable::valueFrom)
                .map(from -> from == null ? null : from.secretKeyRef())
                .anyMatch(ref -> ref != null && ref.name().equals(secret));
    }

    /** What the Service is made of. Traffic can only go to the latest revision: locally there is no other. */
    public record Spec(Template template, @Nullable List<Traffic> traffic) {

        public Spec {
            Expect.present(template, "spec.template");
            if (traffic != null) {
                Expect.only(traffic, "spec.traffic", "the local runtime has one revision and cannot split traffic");
            }
            traffic = Expect.listOrEmpty(traffic);
        }
    }

    /** A share of the requests. */
    public record Traffic(
            @Nullable Boolean latestRevision,
            @Nullable Integer percent,
            @Nullable String tag) {

        public Traffic {
            Expect.that(
                    Boolean.TRUE.equals(latestRevision) && percent != null && percent == 100,
                    "traffic must be latestRevision: true with percent: 100; the local runtime cannot split it");
        }
    }

    /** The revision: its scaling is said in annotations. */
    public record Template(TemplateMetadata metadata, PodSpec spec) {

        public Template {
            Expect.present(spec, "template.spec");
            metadata = metadata == null ? new TemplateMetadata(null, Map.of(), Map.of()) : metadata;
            Scaling.of(metadata.annotations(), spec.concurrency());
        }

        Scaling scaling() {
            return Scaling.of(metadata.annotations(), spec.concurrency());
        }
    }

    /** Labels, annotations and, rarely, the name of the revision. */
    public record TemplateMetadata(@Nullable String name, Map<String, String> labels, Map<String, String> annotations) {

        public TemplateMetadata {
            labels = labels == null ? Map.of() : Map.copyOf(labels);
            annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
        }
    }
}
