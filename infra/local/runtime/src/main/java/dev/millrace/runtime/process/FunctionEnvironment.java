package dev.millrace.runtime.process;

import dev.millrace.runtime.manifest.Container;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.manifest.SinkBindingManifest;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a function finds in its environment: the little that any process needs, what its manifest says, and what Knative
 * adds. Nothing else of the runtime's environment gets through, so a laptop and a cluster behave alike.
 *
 * @param inherited the runtime's own environment, of which a few harmless variables pass
 * @param javaHome the JDK that runs the function
 * @param bindings who gets {@code K_SINK}
 * @param broker address of each Broker's ingress, by name
 */
public record FunctionEnvironment(
        Map<String, String> inherited,
        Path javaHome,
        LocalVolumes volumes,
        List<SinkBindingManifest> bindings,
        Map<String, URI> broker) {

    /** The last ones say where traces go: a cluster's manifests say it for a cluster. */
    private static final List<String> PASSING = List.of(
            "PATH",
            "HOME",
            "LANG",
            "LC_ALL",
            "TZ",
            "TMPDIR",
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_PROTOCOL");

    public FunctionEnvironment {
        inherited = Map.copyOf(inherited);
        bindings = List.copyOf(bindings);
        broker = Map.copyOf(broker);
    }

    /** @throws IllegalStateException when a variable's source does not exist */
    Map<String, String> of(ServiceManifest service, int port) {
        var environment = new HashMap<String, String>();
        for (String name : PASSING) {
            Optional.ofNullable(inherited.get(name)).ifPresent(value -> environment.put(name, value));
        }
        environment.put("JAVA_HOME", javaHome.toString());
        for (Container.Variable variable : service.container().env()) {
            value(service, variable).ifPresent(value -> environment.put(variable.name(), value));
        }
        sink(service).ifPresent(sink -> environment.put("K_SINK", sink.toString()));
        environment.put("PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("K_SERVICE", service.name());
        environment.put("K_CONFIGURATION", service.name());
        environment.put("K_REVISION", service.name() + "-00001");
        return environment;
    }

    private Optional<String> value(ServiceManifest service, Container.Variable variable) {
        Container.ValueFrom from = variable.valueFrom();
        if (from == null) {
            return Optional.of(volumes.translate(service, variable.value() == null ? "" : variable.value()));
        }
        Container.KeyRef secret = from.secretKeyRef();
        return secret == null ? configMapKey(service, variable.name(), from.configMapKeyRef()) : secretKey(secret);
    }

    private Optional<String> secretKey(Container.KeyRef ref) {
        return ref.isOptional()
                ? volumes.secrets().find(ref.name(), ref.key())
                : Optional.of(volumes.secrets().get(ref.name(), ref.key()));
    }

    private Optional<String> configMapKey(
            ServiceManifest service, String variable, Container.@org.jspecify.annotations.Nullable KeyRef ref) {
        if (ref == null) {
            return Optional.empty();
        }
        Optional<String> value = volumes.configMapKey(ref.name(), ref.key());
        if (value.isEmpty() && !ref.isOptional()) {
            throw new IllegalStateException("The variable " + variable + " of " + service.name() + " needs the key "
                    + ref.key() + " of the ConfigMap " + ref.name() + ", which is not there");
        }
        return value;
    }

    private Optional<URI> sink(ServiceManifest service) {
        return bindings.stream()
                .filter(binding -> binding.binds(service))
                .findFirst()
                .map(binding -> Optional.ofNullable(broker.get(binding.broker()))
                        .orElseThrow(() -> new IllegalStateException("The SinkBinding "
                                + binding.metadata().name() + " names the unknown Broker " + binding.broker())));
    }
}
