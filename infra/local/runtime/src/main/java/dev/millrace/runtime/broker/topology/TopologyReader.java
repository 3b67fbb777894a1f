package dev.millrace.runtime.broker.topology;

import dev.millrace.runtime.broker.filter.TriggerFilter;
import dev.millrace.runtime.manifest.BrokerManifest;
import dev.millrace.runtime.manifest.DeliveryManifest;
import dev.millrace.runtime.manifest.ManifestException;
import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.TriggerManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns manifests into a {@link Topology}, file by file, so that every complaint can name its file. */
final class TopologyReader {

    // What Knative assumes where neither Trigger nor Broker say anything.
    private static final Duration DEFAULT_DELAY = Duration.ofMillis(200);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private final BrokerManifest broker;
    private final String namespace;

    TopologyReader(Path file) {
        this.broker = ManifestReader.read(file, BrokerManifest.class);
        this.namespace = Objects.requireNonNull(broker.metadata().namespace());
        // Checked by itself too, so that a bad default is reported where it stands.
        delivery(file, broker.spec().deliveryOrUnset());
    }

    Topology read(Path folder) {
        var fileOf = new HashMap<String, Path>();
        var triggers = files(folder).stream()
                .map(file -> {
                    Trigger trigger = readTrigger(file);
                    Path other = fileOf.put(trigger.name(), file);
                    if (other != null) {
                        throw complaint(file, "metadata.name", "'" + trigger.name() + "' is taken by " + other);
                    }
                    return trigger;
                })
                .toList();
        return new Topology(namespace, broker.metadata().name(), triggers);
    }

    private Trigger readTrigger(Path file) {
        var manifest = ManifestReader.read(file, TriggerManifest.class);
        var spec = manifest.spec();
        if (!namespace.equals(manifest.metadata().namespace())) {
            throw complaint(file, "metadata.namespace", "must be that of the Broker, " + namespace);
        }
        if (!broker.metadata().name().equals(spec.broker())) {
            throw complaint(
                    file,
                    "spec.broker",
                    "there is no Broker '" + spec.broker() + "'; there is '"
                            + broker.metadata().name() + "'");
        }
        return new Trigger(
                manifest.metadata().name(),
                checked(file, "spec", () -> TriggerFilter.compile(spec)),
                destination(file, "spec.subscriber", spec.subscriber()),
                delivery(file, spec.deliveryOrUnset().orElse(broker.spec().deliveryOrUnset())));
    }

    private Delivery delivery(Path file, DeliveryManifest manifest) {
        Duration delay = orElse(manifest.backoffDelay(), DEFAULT_DELAY);
        Backoff backoff = manifest.backoffPolicy() == DeliveryManifest.BackoffPolicy.LINEAR
                ? new Backoff.Linear(delay)
                : new Backoff.Exponential(delay);
        var sink = manifest.deadLetterSink();
        return checked(
                file,
                "spec.delivery",
                () -> new Delivery(
                        orElse(manifest.retry(), 0),
                        backoff,
                        orElse(manifest.timeout(), DEFAULT_TIMEOUT),
                        sink == null ? null : destination(file, "spec.delivery.deadLetterSink", sink)));
    }

    private Destination destination(Path file, String field, DeliveryManifest.Destination manifest) {
        var uri = manifest.uri();
        if (uri != null) {
            return checked(file, field + ".uri", () -> new Destination.Address(uri));
        }
        var ref = Objects.requireNonNull(manifest.ref());
        if (ref.namespace() != null && !namespace.equals(ref.namespace())) {
            throw complaint(file, field + ".ref.namespace", "must be " + namespace + " or be left out");
        }
        return new Destination.Service(ref.name(), namespace);
    }

    private static <T> T orElse(@Nullable T value, T other) {
        return value == null ? other : value;
    }

    private static List<Path> files(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ManifestException(folder + ": cannot be listed: " + e.getMessage());
        }
    }

    private static <T> T checked(Path file, String field, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw complaint(file, field, String.valueOf(e.getMessage()));
        }
    }

    private static ManifestException complaint(Path file, String field, String message) {
        return new ManifestException(file + ": " + field + ": " + message);
    }
}
