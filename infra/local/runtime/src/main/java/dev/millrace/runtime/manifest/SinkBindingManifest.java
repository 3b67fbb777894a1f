package dev.millrace.runtime.manifest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives functions {@code K_SINK} ({@code sources.knative.dev/v1} SinkBinding). */
public record SinkBindingManifest(String apiVersion, String kind, Metadata metadata, Spec spec) {

    public SinkBindingManifest {
        Expect.exactly("sources.knative.dev/v1", apiVersion, "apiVersion");
        Expect.exactly("SinkBinding", kind, "kind");
        Expect.present(metadata, "metadata");
        Expect.present(spec, "spec");
    }

    /** Whether this Service gets {@code K_SINK} from here. */
    public boolean binds(ServiceManifest service) {
        Subject subject = spec.subject();
        if (subject.name() != null) {
            return subject.name().equals(service.name());
        }
        var labels = service.metadata().labels();
        return subject.selector() != null
                && labels != null
                && labels.entrySet()
                        .containsAll(subject.selector().matchLabels().entrySet());
    }

    /** The name of the Broker that events go to. */
    public String broker() {
        return spec.sink().ref().name();
    }

    /** Who is bound to what. */
    public record Spec(Subject subject, Sink sink) {

        public Spec {
            Expect.present(subject, "spec.subject");
            Expect.present(sink, "spec.sink");
        }
    }

    /** Knative Services, by name or by labels. */
    public record Subject(
            String apiVersion,
            String kind,
            @Nullable String name,
            @Nullable String namespace,
            @Nullable Selector selector) {

        public Subject {
            Expect.exactly("serving.knative.dev/v1", apiVersion, "subject.apiVersion");
            Expect.exactly("Service", kind, "subject.kind");
            Expect.that((name == null) != (selector == null), "subject must have exactly one of name and selector");
        }
    }

    /** Labels that a Service must carry, all of them. */
    public record Selector(Map<String, String> matchLabels) {

        public Selector {
            Expect.that(
                    matchLabels != null && !matchLabels.isEmpty(), "selector.matchLabels must name at least one label");
            matchLabels = Map.copyOf(matchLabels);
        }
    }

    /** Where events go. */
    public record Sink(Ref ref) {

        public Sink {
            Expect.present(ref, "sink.ref");
        }
    }

    /** The local runtime knows one kind of sink: its Broker. */
    public record Ref(
            String apiVersion,
            String kind,
            String name,
            @Nullable String namespace) {

        public Ref {
            Expect.exactly("eventing.knative.dev/v1", apiVersion, "sink.ref.apiVersion");
            Expect.exactly("Broker", kind, "sink.ref.kind");
            Expect.present(name, "sink.ref.name");
        }
    }
}
