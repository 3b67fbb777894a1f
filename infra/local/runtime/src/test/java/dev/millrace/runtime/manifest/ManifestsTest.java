package dev.millrace.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("millrace.root", "../../.."));
    private static final Path FUNCTIONS = REPOSITORY.resolve("infra/knative/functions");
    private static final Path ROUTES = REPOSITORY.resolve("infra/knative/routes");
    private static final Path HOOKS = FUNCTIONS.resolve("hook-validation.yaml");
    private static final Path ROUTE = ROUTES.resolve("hooks.yaml");
    private static final Path BINDING = REPOSITORY.resolve("eventing/sink-binding.yaml");

    @TempDir
    private Path folder;

    @Test
    void honoursEveryManifestOfTheRepository() {
        // When
        var services = ManifestReader.readFolder(FUNCTIONS, ServiceManifest.class);
        var routes = ManifestReader.readFolder(ROUTES, RouteManifest.class);
        var binding = ManifestReader.read(BINDING, SinkBindingManifest.class);

        // Then
        assertThat(services).extracting(ServiceManifest::name).contains("hook-validation", "audit");
        assertThat(services).allMatch(binding::binds);
        assertThat(routes)
                .flatExtracting(route -> route.spec().rules())
                .extracting(RouteManifest.Rule::service)
                .isSubsetOf(services.stream().map(ServiceManifest::name).toList());
    }

    @Test
    void readsWhatKnativeWouldDo() {
        // When
        ServiceManifest hooks = ManifestReader.read(HOOKS, ServiceManifest.class);

        // Then
        assertThat(hooks.scaling()).isEqualTo(new Scaling(0, 3, 0, 200, 0.7, Duration.ofSeconds(60)));
        assertThat(hooks.containerConcurrency()).isEqualTo(200);
        assertThat(hooks.timeoutSeconds()).isEqualTo(60);
        assertThat(hooks.readsSecret("content")).isTrue();
        assertThat(hooks.readsSecret("operator")).isFalse();
    }

    @Test
    void fallsBackToKnativesDefaults() throws Exception {
        // When
        ServiceManifest service = ManifestReader.read(file("""
                    apiVersion: serving.knative.dev/v1
                    kind: Service
                    metadata: {name: plain}
                    spec: {template: {spec: {containers: [{image: x}]}}}
                    """), ServiceManifest.class);

        // Then
        assertThat(service.scaling()).isEqualTo(new Scaling(0, Scaling.NO_LIMIT, 0, 100, 0.7, Duration.ofSeconds(60)));
        assertThat(service.timeoutSeconds()).isEqualTo(300);
        assertThat(service.containerConcurrency()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                containerConcurrency: 200                | containerConcurrency: 1001            | containerConcurrency
                containerConcurrency: 200                | containerConcurrency: "200"           | containerConcurrency
                timeoutSeconds: 60                       | timeoutSeconds: 601                   | timeoutSeconds
                timeoutSeconds: 60                       | timeoutSeconds: 60, timeoutSeconds: 6 | Duplicate field
                timeoutSeconds: 60                       | hostNetwork: true                     | hostNetwork
                cpu: 100m                                | cpu: lots                             | resources.requests.cpu
                autoscaling.knative.dev/target: "200"    | autoscaling.knative.dev/target: 40    | autoscaling.knative.dev/target
                autoscaling.knative.dev/target: "200"    | autoscaling.knative.dev/target: many  | target must be a number
                autoscaling.knative.dev/target: "200"    | autoscaling.knative.dev/metric: rps   | autoscaling.knative.dev/metric
                autoscaling.knative.dev/window: 60s      | autoscaling.knative.dev/window: 5s    | window must lie between 6s and 1h
                autoscaling.knative.dev/window: 60s      | autoscaling.knative.dev/window: 60    | annotations
                autoscaling.knative.dev/max-scale: "3"   | autoscaling.knative.dev/max-scale: "1.5" | max-scale must be a whole number
                autoscaling.knative.dev/min-scale: "0"   | autoscaling.knative.dev/min-scale: "4"   | max-scale must not be below min-scale
                tcpSocket: {}                            | exec: {}                              | exactly one of tcpSocket and httpGet
                tcpSocket: {}                            | tcpSocket: {port: 9}                  | readinessProbe.port
                path: /q/health/live                     | scheme: HTTPS                         | scheme must be HTTP
                value: /etc/millrace/tenants             | value: $(HOME)                        | does not expand
                value: /etc/millrace/tenants             | valueFrom: {fieldRef: {fieldPath: x}} | exactly one of secretKeyRef and configMapKeyRef
                name: http1                              | name: h2c                             | ports.name must be http1
                kind: Service                            | kind: Deployment                      | kind must be Service
                configMap:                               | hostPath:                             | exactly one of configMap, secret and emptyDir
                """)
    void namesTheFieldThatItCannotHonour(String original, String changed, String named) throws Exception {
        // Given
        String yaml = Files.readString(HOOKS);
        assertThat(yaml).contains(original);
        String replacement = changed.contains(", timeout") ? changed.replace(", ", "\n      ") : changed;
        Path file = file(yaml.replace(original, replacement));

        // When / Then
        assertThatThrownBy(() -> ManifestReader.read(file, ServiceManifest.class))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                value: /hooks    | value: /          | path.value must be plain segments
                value: /hooks    | value: /q/metrics | must not be /q
                value: /hooks    | value: /a/../b    | path.value must be plain segments
                value: /hooks    | value: /a//b      | path.value must be plain segments
                type: PathPrefix | type: RegularExpression | type
                type: URLRewrite | type: RequestRedirect   | filters.type must be URLRewrite
                hostname: hook-validation.millrace.svc.cluster.local | hostname: Hooks | urlRewrite.hostname
                port: 80         | weight: 1         | weight
                """)
    void refusesRoutesThatWouldShowTooMuchOrThatItCannotFollow(String original, String changed, String named)
            throws Exception {
        // Given
        Path file = file(Files.readString(ROUTE).replace(original, changed));

        // When / Then
        assertThatThrownBy(() -> ManifestReader.read(file, RouteManifest.class))
                .isInstanceOf(ManifestException.class)
                .hasMessageContaining(named);
    }

    @Test
    void bindsOnlyServicesThatCarryTheLabels() throws Exception {
        // Given
        Path other = file(Files.readString(HOOKS).replace("part-of: millrace", "part-of: neighbour"));

        // When
        var binding = ManifestReader.read(BINDING, SinkBindingManifest.class);

        // Then
        assertThat(binding.broker()).isEqualTo("default");
        assertThat(binding.binds(ManifestReader.read(HOOKS, ServiceManifest.class)))
                .isTrue();
        assertThat(binding.binds(ManifestReader.read(other, ServiceManifest.class)))
                .isFalse();
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("changed.yaml"), yaml);
    }
}
