package dev.millrace.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1beta1.ReferenceGrant;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What belongs together says the same. */
class DeploymentTest {

    private static final String NAME = "app.kubernetes.io/name";
    private static final String DATABASE = "-database";

    @Test
    void everyContainerIsBoundedAndRestricted() throws Exception {
        for (Container container : containers()) {
            assertThat(container.getResources().getRequests())
                    .as(container.getImage())
                    .containsOnlyKeys("cpu", "memory");
            assertThat(container.getResources().getLimits())
                    .as(container.getImage())
                    .containsOnlyKeys("cpu", "memory");
            var security = container.getSecurityContext();
            assertThat(security.getRunAsNonRoot()).isTrue();
            assertThat(security.getReadOnlyRootFilesystem()).isTrue();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        }
    }

    @Test
    void everyContainerHasAFolderForWhatItForgets() throws Exception {
        for (Container container : containers()) {
            assertThat(container.getVolumeMounts())
                    .as(container.getImage())
                    .anyMatch(mount -> mount.getMountPath().equals("/tmp") && mount.getReadOnly() == null);
        }
    }

    @Test
    void theNamespaceEnforcesWhatTheContainersPromise() throws Exception {
        assertThat(ClusterYaml.all("base", Namespace.class))
                .singleElement()
                .extracting(namespace -> namespace.getMetadata().getLabels())
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @Test
    void everyFunctionHasAnAccountOfItsOwnWithoutAToken() throws Exception {
        // When
        List<ServiceAccount> accounts = ClusterYaml.all("base/accounts", ServiceAccount.class);

        // Then
        assertThat(accounts)
                .extracting(account -> account.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(names());
        assertThat(accounts).allMatch(account -> !account.getAutomountServiceAccountToken());
        for (Service service : services()) {
            assertThat(service.getSpec().getTemplate().getSpec().getServiceAccountName())
                    .isEqualTo(service.getMetadata().getName());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void anOverlayNamesEveryImageByATagOfItsOwn(String overlay) throws Exception {
        // Given
        var images = containers().stream()
                .map(container -> container.getImage().replaceFirst(":[^:/]+$", ""))
                .distinct()
                .toList();

        // When
        var kustomization = (Kustomization)
                ClusterYaml.read(ClusterYaml.KNATIVE.resolve("overlays/" + overlay + "/kustomization.yaml"));

        // Then
        assertThat(kustomization.images())
                .extracting(Kustomization.Image::name)
                .containsExactlyInAnyOrderElementsOf(images);
        assertThat(kustomization.images())
                .allMatch(image -> image.digest() != null || !"latest".equals(Objects.requireNonNull(image.newTag())));
    }

    @Test
    void theMigrationsKnowThePasswordOfEachFunctionWithADatabase() throws Exception {
        // Given
        var databases = services().stream()
                .flatMap(service ->
                        service.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream())
                .map(variable -> variable.getValueFrom())
                .filter(Objects::nonNull)
                .map(EnvVarSource::getSecretKeyRef)
                .filter(secret -> secret != null && secret.getName().endsWith(DATABASE))
                .map(secret -> secret.getName())
                .distinct()
                .toList();

        // When
        var sources = job().getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes()
                .getFirst()
                .getProjected()
                .getSources();

        // Then
        assertThat(sources)
                .extracting(source -> source.getSecret().getName())
                .containsExactlyInAnyOrderElementsOf(databases);
        assertThat(sources)
                .allSatisfy(source -> assertThat(source.getSecret().getItems())
                        .singleElement()
                        .satisfies(item -> assertThat(item.getPath() + DATABASE)
                                .isEqualTo(source.getSecret().getName())));
    }

    @Test
    void nothingIsReachableThatNoPolicyNames() throws Exception {
        // When
        List<NetworkPolicy> policies = policies();

        // Then
        assertThat(policies)
                .filteredOn(policy -> policy.getMetadata().getName().equals("default-deny"))
                .singleElement()
                .satisfies(policy -> {
                    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
                    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                            .isEmpty();
                });
        assertThat(policies).allSatisfy(policy -> {
            assertThat(policy.getSpec().getIngress())
                    .allMatch(rule -> !rule.getFrom().isEmpty() && hasPorts(rule.getPorts()));
            assertThat(policy.getSpec().getEgress())
                    .allMatch(rule -> !rule.getTo().isEmpty() && hasPorts(rule.getPorts()));
        });
    }

    @Test
    void onlyThoseWithCredentialsReachTheInternet() throws Exception {
        // When
        var internet = policies().stream()
                .filter(policy -> policy.getSpec().getEgress().stream()
                        .flatMap(rule -> rule.getTo().stream())
                        .anyMatch(peer -> peer.getIpBlock() != null))
                .flatMap(DeploymentTest::selected);

        // Then
        assertThat(internet)
                .containsExactlyInAnyOrder("pr-writer", "docs-update", "model-dispatch", "notification", "approval");
    }

    @Test
    void policiesSelectPodsThatThereAre() throws Exception {
        // Given
        List<String> names = new ArrayList<>(names());
        names.add("migrations");

        // When
        Stream<String> selected = policies().stream().flatMap(DeploymentTest::selected);

        // Then
        assertThat(selected).isSubsetOf(names);
    }

    @Test
    void routesPassTheGatewayAndMayNameKnatives() throws Exception {
        // Given
        Gateway gateway = ClusterYaml.all("platform/gateway", Gateway.class).getFirst();
        ReferenceGrant grant =
                ClusterYaml.all("platform/gateway", ReferenceGrant.class).getFirst();

        // When
        List<HTTPRoute> routes = ClusterYaml.all("routes", HTTPRoute.class);

        // Then
        assertThat(routes).isNotEmpty().allSatisfy(route -> {
            var parent = route.getSpec().getParentRefs().getFirst();
            assertThat(parent.getName()).isEqualTo(gateway.getMetadata().getName());
            assertThat(parent.getNamespace()).isEqualTo(gateway.getMetadata().getNamespace());
            assertThat(route.getMetadata().getNamespace())
                    .isEqualTo(grant.getSpec().getFrom().getFirst().getNamespace());
            assertThat(route.getSpec().getRules())
                    .flatExtracting(rule -> rule.getBackendRefs())
                    .allSatisfy(backend -> {
                        assertThat(backend.getNamespace())
                                .isEqualTo(grant.getMetadata().getNamespace());
                        assertThat(backend.getName())
                                .isEqualTo(grant.getSpec().getTo().getFirst().getName());
                    });
        });
    }

    private static boolean hasPorts(List<NetworkPolicyPort> ports) {
        return !ports.isEmpty() && ports.stream().allMatch(port -> port.getPort() != null);
    }

    /** The names in a policy's selector, whether they are a label or a list. */
    private static Stream<String> selected(NetworkPolicy policy) {
        var selector = policy.getSpec().getPodSelector();
        return Stream.concat(
                Stream.ofNullable(selector.getMatchLabels().get(NAME)),
                selector.getMatchExpressions().stream()
                        .filter(expression -> expression.getKey().equals(NAME))
                        .flatMap(expression -> expression.getValues().stream()));
    }

    private static List<Service> services() throws IOException {
        return ClusterYaml.all("functions", Service.class);
    }

    private static List<String> names() throws IOException {
        return services().stream()
                .map(service -> service.getMetadata().getName())
                .toList();
    }

    private static List<NetworkPolicy> policies() throws IOException {
        return ClusterYaml.all("base/network", NetworkPolicy.class);
    }

    private static Job job() throws IOException {
        return ClusterYaml.all("migrations", Job.class).getFirst();
    }

    private static List<Container> containers() throws IOException {
        var containers = new ArrayList<Container>();
        for (Service service : services()) {
            containers.addAll(service.getSpec().getTemplate().getSpec().getContainers());
        }
        containers.addAll(job().getSpec().getTemplate().getSpec().getContainers());
        for (Deployment batch : ClusterYaml.all("platform/usage-topic", Deployment.class)) {
            containers.addAll(batch.getSpec().getTemplate().getSpec().getContainers());
        }
        return containers;
    }
}
