package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The models of our own can be scheduled, fit on their GPU, and have the time that their weights take. */
class InferenceTest {

    private static final Map<String, JsonNode> MANIFESTS = Repository.manifests("infra/knative/inference");

    static Stream<String> manifests() {
        return MANIFESTS.keySet().stream();
    }

    static Stream<String> services() {
        return manifests().filter(name -> kind(name).equals("Service"));
    }

    /** Account and network policy belong to a model, and have its name. */
    static Stream<String> objectsOfTheirOwn() {
        return manifests()
                .filter(name -> !Set.of("ServiceAccount", "NetworkPolicy").contains(kind(name)));
    }

    private static String kind(String name) {
        return manifest(name).at("/kind").asText();
    }

    @ParameterizedTest
    @MethodSource("objectsOfTheirOwn")
    void objectIsNamedAfterItsFile(String name) {
        assertThat(manifest(name).at("/metadata/name").asText()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void objectIsInOurNamespace(String name) {
        assertThat(manifest(name).at("/metadata/namespace").asText()).isEqualTo("millrace");
    }

    @ParameterizedTest
    @MethodSource("services")
    void serviceGetsAWholeGpuOnANodeThatHasOne(String name) {
        // Given
        JsonNode resources = container(name).at("/resources");

        // Then
        assertThat(resources.at("/limits/nvidia.com~1gpu").asInt()).isPositive();
        assertThat(resources.at("/requests/nvidia.com~1gpu")).isEqualTo(resources.at("/limits/nvidia.com~1gpu"));
        assertThat(spec(name).at("/nodeSelector/millrace.dev~1pool").asText()).isEqualTo("gpu");
        assertThat(spec(name).at("/tolerations/0/key").asText()).isEqualTo("nvidia.com/gpu");
    }

    @ParameterizedTest
    @MethodSource("services")
    void imageIsPinnedAndComesFromOurRegistry(String name) {
        assertThat(container(name).at("/image").asText()).matches("millrace\\.azurecr\\.io/[a-z-]+:v?\\d+(\\.\\d+)+");
    }

    @ParameterizedTest
    @MethodSource("services")
    void deploymentWaitsLongerThanTheStartMayTake(String name) {
        // Given
        JsonNode probe = container(name).at("/startupProbe");
        Duration start = Duration.ofSeconds((long) probe.at("/periodSeconds").asInt()
                * probe.at("/failureThreshold").asInt());

        // When
        String deadline = annotation(name, "serving.knative.dev/progress-deadline");

        // Then
        assertThat(Duration.parse("PT" + deadline.toUpperCase(Locale.ROOT))).isGreaterThan(start);
    }

    @ParameterizedTest
    @MethodSource("services")
    void knativeQueuesWhatTheServerDoesNotBatch(String name) {
        // Given
        String batched = StreamSupport.stream(container(name).at("/args").spliterator(), false)
                .map(JsonNode::asText)
                .filter(argument -> argument.startsWith("--max-num-seqs="))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(batched)
                .isEqualTo("--max-num-seqs="
                        + spec(name).at("/containerConcurrency").asInt());
        assertThat(Integer.parseInt(annotation(name, "autoscaling.knative.dev/max-scale")))
                .isGreaterThanOrEqualTo(Integer.parseInt(annotation(name, "autoscaling.knative.dev/min-scale")))
                .isPositive();
    }

    private static JsonNode manifest(String name) {
        return Objects.requireNonNull(MANIFESTS.get(name));
    }

    private static JsonNode spec(String name) {
        return manifest(name).at("/spec/template/spec");
    }

    private static JsonNode container(String name) {
        return spec(name).at("/containers/0");
    }

    private static String annotation(String name, String key) {
        return manifest(name)
                .at("/spec/template/metadata/annotations")
                .path(key)
                .asText();
    }
}
