package dev.millrace.runtime.house;

import dev.millrace.runtime.broker.topology.Topology;
import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.RouteManifest;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.manifest.SinkBindingManifest;
import java.nio.file.Path;
import java.util.List;

/**
 * What the cluster's YAML says the house consists of.
 *
 * @param topology the broker with its triggers
 * @param services one for each function
 */
public record Blueprint(
        Topology topology,
        List<ServiceManifest> services,
        List<RouteManifest> routes,
        List<SinkBindingManifest> bindings) {

    /** @throws dev.millrace.runtime.manifest.ManifestException naming file and field that cannot be honoured */
    public static Blueprint read(Path root) {
        return new Blueprint(
                Topology.read(root.resolve("eventing/broker.yaml"), root.resolve("triggers")),
                ManifestReader.readFolder(root.resolve("infra/knative/functions"), ServiceManifest.class),
                ManifestReader.readFolder(root.resolve("infra/knative/routes"), RouteManifest.class),
                List.of(ManifestReader.read(root.resolve("eventing/sink-binding.yaml"), SinkBindingManifest.class)));
    }

    /** How many events a service can work on at once; what it does not limit is limited here. */
    int concurrency(String service) {
        return services.stream()
                .filter(manifest -> manifest.name().equals(service))
                .mapToInt(Blueprint::concurrency)
                .findFirst()
                .orElse(UNLIMITED);
    }

    private static final int UNLIMITED = 100;

    private static int concurrency(ServiceManifest service) {
        int each = service.containerConcurrency() == 0 ? UNLIMITED : service.containerConcurrency();
        return Math.multiplyExact(each, Math.min(service.scaling().maxScale(), UNLIMITED));
    }
}
