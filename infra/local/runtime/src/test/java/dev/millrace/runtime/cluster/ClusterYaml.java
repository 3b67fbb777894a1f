package dev.millrace.runtime.cluster;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.knative.eventing.v1.Broker;
import io.fabric8.knative.eventing.v1.Trigger;
import io.fabric8.knative.eventing.v1alpha1.KafkaSink;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.knative.sources.v1.SinkBinding;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads a cluster's YAML into the API's own models. What they do not know is an error, as it is for a strict API server. */
final class ClusterYaml {

    static final Path ROOT = Path.of(System.getProperty("millrace.root", "../../.."));
    static final Path KNATIVE = ROOT.resolve("infra/knative");

    private static final List<String> FOLDERS = List.of("eventing", "triggers", "infra/knative");

    /** Folders with what functions read, beside the kustomization that makes ConfigMaps of it. */
    private static final List<String> CONFIGURATION = List.of("models", "prices", "directory", "tenants");

    private static final Map<String, Class<?>> KINDS = Map.ofEntries(
            Map.entry("v1 Namespace", Namespace.class),
            Map.entry("v1 ServiceAccount", ServiceAccount.class),
            Map.entry("v1 PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("apps/v1 Deployment", Deployment.class),
            Map.entry("batch/v1 Job", Job.class),
            Map.entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            Map.entry("gateway.networking.k8s.io/v1 Gateway", Gateway.class),
            Map.entry("gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class),
            Map.entry("gateway.networking.k8s.io/v1beta1 ReferenceGrant", ReferenceGrant.class),
            Map.entry("serving.knative.dev/v1 Service", Service.class),
            Map.entry("eventing.knative.dev/v1 Broker", Broker.class),
            Map.entry("eventing.knative.dev/v1 Trigger", Trigger.class),
            Map.entry("eventing.knative.dev/v1alpha1 KafkaSink", KafkaSink.class),
            Map.entry("sources.knative.dev/v1 SinkBinding", SinkBinding.class),
            Map.entry("keda.sh/v1alpha1 ScaledObject", ScaledObject.class),
            Map.entry("kustomize.config.k8s.io/v1beta1 Kustomization", Kustomization.class));

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .addModule(new SimpleModule().setDeserializerModifier(new NothingMore()))
            .build();

    private ClusterYaml() {}

    /** Every manifest of the repository; what functions read as their configuration is none. */
    static List<Path> files() throws IOException {
        return FOLDERS.stream().flatMap(folder -> yaml(ROOT.resolve(folder))).toList();
    }

    private static Stream<Path> yaml(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml") && !isConfiguration(file))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean isConfiguration(Path file) {
        return CONFIGURATION.contains(folder(file).getFileName().toString()) && !file.endsWith("kustomization.yaml");
    }

    static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), "every file lies in a folder");
    }

    /** @throws IllegalArgumentException naming the file and what is wrong with it */
    static Object read(Path file) throws IOException {
        return parse(file.toString(), Files.readString(file));
    }

    static Object parse(String file, String yaml) {
        try {
            JsonNode document = only(
                    file,
                    YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml).readAll());
            String kind = document.path("apiVersion").asText() + " "
                    + document.path("kind").asText();
            Class<?> model = KINDS.get(kind);
            if (model == null) {
                throw new IllegalArgumentException(
                        file + ": no model is known for " + kind + "; add it to ClusterYaml");
            }
            return YAML.treeToValue(document, model);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode only(String file, List<JsonNode> documents) {
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + ": holds " + documents.size() + " objects; write one a file");
        }
        return documents.getFirst();
    }

    /** All objects of one kind in a folder of {@code infra/knative}. */
    static <T> List<T> all(String folder, Class<T> kind) throws IOException {
        try (Stream<Path> files = Files.list(KNATIVE.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(ClusterYaml::readUnchecked)
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }
    }

    private static Object readUnchecked(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The models keep fields that they do not know; here they are unknown fields. */
    private static final class NothingMore extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            builder.setAnySetter(null);
            return builder;
        }
    }
}
