package dev.millrace.runtime.manifest;

import org.jspecify.annotations.Nullable;

/** {@code eventing.knative.dev/v1 Broker}. */
public record BrokerManifest(String apiVersion, String kind, Metadata metadata, Spec spec) {

    public BrokerManifest {
        if (!"eventing.knative.dev/v1".equals(apiVersion) || !"Broker".equals(kind)) {
            throw new IllegalArgumentException(
                    "this must be an eventing.knative.dev/v1 Broker, not a " + apiVersion + " " + kind);
        }
        if (metadata == null || metadata.namespace() == null) {
            throw new IllegalArgumentException("metadata.namespace must be set");
        }
        spec = spec == null ? new Spec(null, null) : spec;
    }

    public record Spec(@Nullable Config config, @Nullable DeliveryManifest delivery) {

        /** What every Trigger of this Broker inherits where it says nothing itself. */
        public DeliveryManifest deliveryOrUnset() {
            return delivery == null ? DeliveryManifest.unset() : delivery;
        }
    }

    /** The ConfigMap that the cluster's broker reads; the local one needs none. */
    public record Config(
            String apiVersion,
            String kind,
            String name,
            @Nullable String namespace) {}
}
