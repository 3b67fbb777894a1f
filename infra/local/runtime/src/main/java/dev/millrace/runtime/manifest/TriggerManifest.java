package dev.millrace.runtime.manifest;

import dev.millrace.runtime.manifest.DeliveryManifest.Destination;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code eventing.knative.dev/v1 Trigger}. */
public record TriggerManifest(String apiVersion, String kind, Metadata metadata, Spec spec) {

    private static final String ORDER = "kafka.eventing.knative.dev/delivery.order";
    private static final Pattern ATTRIBUTE_NAME = Pattern.compile("[a-z0-9]+");

    public TriggerManifest {
        if (!"eventing.knative.dev/v1".equals(apiVersion) || !"Trigger".equals(kind)) {
            throw new IllegalArgumentException(
                    "this must be an eventing.knative.dev/v1 Trigger, not a " + apiVersion + " " + kind);
        }
        if (metadata == null || metadata.namespace() == null) {
            throw new IllegalArgumentException("metadata.namespace must be set");
        }
        if (!"unordered".equals(metadata.annotations().getOrDefault(ORDER, "unordered"))) {
            throw new IllegalArgumentException("metadata.annotations." + ORDER
                    + ": the local broker delivers unordered only; write unordered or leave it out");
        }
        if (spec == null) {
            throw new IllegalArgumentException("spec must be set");
        }
    }

    /**
     * What the Trigger asks for.
     *
     * @param filters when not empty, {@code filter} does not count
     */
    public record Spec(
            String broker,
            @Nullable AttributesFilter filter,
            @Nullable List<Filter> filters,
            Destination subscriber,
            @Nullable DeliveryManifest delivery) {

        public Spec {
            if (broker == null || broker.isBlank()) {
                throw new IllegalArgumentException("broker must be set");
            }
            if (subscriber == null) {
                throw new IllegalArgumentException("subscriber must be set");
            }
            filters = filters == null ? List.of() : List.copyOf(filters);
        }

        @Override
        public List<Filter> filters() {
            return Objects.requireNonNull(filters);
        }

        public DeliveryManifest deliveryOrUnset() {
            return delivery == null ? DeliveryManifest.unset() : delivery;
        }
    }

    /** The older filter: every attribute must equal its value; an empty value stands for any. */
    public record AttributesFilter(@Nullable Map<String, String> attributes) {

        public AttributesFilter {
            attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
            requireNames(attributes);
        }

        @Override
        public Map<String, String> attributes() {
            return Objects.requireNonNull(attributes);
        }
    }

    /** One element of {@code filters}: exactly one dialect. */
    public record Filter(
            @Nullable Map<String, String> exact,
            @Nullable Map<String, String> prefix,
            @Nullable Map<String, String> suffix,
            @Nullable List<Filter> all,
            @Nullable List<Filter> any,
            @Nullable Filter not,
            @Nullable String cesql) {

        public Filter {
            long dialects = Stream.of(exact, prefix, suffix, all, any, not, cesql)
                    .filter(Objects::nonNull)
                    .count();
            if (dialects != 1) {
                throw new IllegalArgumentException("a filter must have exactly one dialect (exact, prefix, suffix, all,"
                        + " any, not, cesql), not " + dialects);
            }
            exact = attributes("exact", exact);
            prefix = attributes("prefix", prefix);
            suffix = attributes("suffix", suffix);
            all = filters("all", all);
            any = filters("any", any);
        }

        private static @Nullable Map<String, String> attributes(
                String dialect, @Nullable Map<String, String> attributes) {
            if (attributes == null) {
                return null;
            }
            requireNames(attributes);
            if (attributes.isEmpty() || attributes.containsValue(null) || attributes.containsValue("")) {
                throw new IllegalArgumentException(dialect + " must hold at least one attribute, and no empty value");
            }
            return Map.copyOf(attributes);
        }

        private static @Nullable List<Filter> filters(String dialect, @Nullable List<Filter> filters) {
            if (filters == null) {
                return null;
            }
            if (filters.isEmpty()) {
                throw new IllegalArgumentException(dialect + " must hold at least one filter");
            }
            return List.copyOf(filters);
        }
    }

    private static void requireNames(Map<String, String> attributes) {
        for (String name : attributes.keySet()) {
            if (!ATTRIBUTE_NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "'" + name + "' is no attribute name; use lower-case letters and digits");
            }
        }
    }
}
