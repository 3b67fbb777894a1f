package dev.millrace.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.runtime.manifest.ManifestReader;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.manifest.SinkBindingManifest;
import dev.millrace.runtime.secrets.SecretStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaLaunchesTest {

    private static final Path REPOSITORY = Path.of(System.getProperty("millrace.root", "../../.."));
    private static final Path JAVA_HOME = Path.of("/a/jdk");

    @TempDir
    private Path root;

    private final ServiceManifest hooks = ManifestReader.read(
            REPOSITORY.resolve("infra/knative/functions/hook-validation.yaml"), ServiceManifest.class);
    private Path artifact;

    @BeforeEach
    void build() throws Exception {
        artifact = root.resolve("functions/hook-validation/target/quarkus-app");
        Files.createDirectories(artifact);
        Files.writeString(artifact.resolve("quarkus-run.jar"), "");
    }

    @Test
    void startsTheArtifactWhereItLies() {
        // When
        Launch launch = launches(Map.of()).launch(hooks, 20_001);

        // Then
        assertThat(launch.command()).containsExactly("/a/jdk/bin/java", "-jar", "quarkus-run.jar");
        assertThat(launch.niceness()).isZero();
        assertThat(launch.directory()).isEqualTo(artifact);
        assertThat(launch.log()).isEqualTo(root.resolve("logs/hook-validation.log"));
    }

    @Test
    void usesTheCacheThatWasTrained() throws Exception {
        // Given
        Files.writeString(artifact.resolve("app.aot"), "");

        // When
        Launch launch = launches(Map.of()).launch(hooks, 20_001);

        // Then
        assertThat(launch.command())
                .containsExactly("/a/jdk/bin/java", "-XX:AOTCache=app.aot", "-jar", "quarkus-run.jar");
    }

    @Test
    void whatAsksForLittleOfTheProcessorIsNiceToTheOthers() throws Exception {
        // Given
        var audit =
                ManifestReader.read(REPOSITORY.resolve("infra/knative/functions/audit.yaml"), ServiceManifest.class);
        Path folder = Files.createDirectories(root.resolve("functions/audit/target/quarkus-app"));
        Files.writeString(folder.resolve("quarkus-run.jar"), "");

        // When
        Launch launch = launches(Map.of()).launch(audit, 20_001);

        // Then
        assertThat(audit.container().cpuRequest()).hasValue(25);
        assertThat(launch.niceness()).isEqualTo(6);
        assertThat(CpuWeight.command(6, launch.command()))
                .containsExactly("/usr/bin/nice", "-n", "6", "/a/jdk/bin/java", "-jar", "quarkus-run.jar");
        assertThat(launch.withJvmOption("-Xlog").command())
                .containsExactly("/a/jdk/bin/java", "-Xlog", "-jar", "quarkus-run.jar");
    }

    @Test
    void saysHowToBuildWhatIsMissing() throws Exception {
        // Given
        Files.delete(artifact.resolve("quarkus-run.jar"));

        // When / Then
        assertThatThrownBy(() -> launches(Map.of()).launch(hooks, 20_001))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("./millrace build");
    }

    @Test
    void tellsTheFunctionWhatKnativeTells() {
        // When
        Map<String, String> environment =
                launches(Map.of()).launch(hooks, 20_001).environment();

        // Then
        assertThat(environment)
                .containsEntry("PORT", "20001")
                .containsEntry("QUARKUS_HTTP_PORT", "20001")
                .containsEntry("QUARKUS_HTTP_HOST", "127.0.0.1")
                .containsEntry("K_SERVICE", "hook-validation")
                .containsEntry("K_CONFIGURATION", "hook-validation")
                .containsEntry("K_REVISION", "hook-validation-00001")
                .containsEntry("K_SINK", "http://127.0.0.1:1/millrace/default")
                .containsEntry("JAVA_HOME", "/a/jdk");
    }

    @Test
    void letsNothingThroughOfTheRuntimesOwnEnvironmentThatMayBeASecret() {
        // When
        Map<String, String> environment = launches(Map.of("PATH", "/bin", "AZURE_DEVOPS_PAT", "secret"))
                .launch(hooks, 20_001)
                .environment();

        // Then
        assertThat(environment).containsEntry("PATH", "/bin").doesNotContainKey("AZURE_DEVOPS_PAT");
    }

    @Test
    void resolvesSecretsAndTranslatesTheFoldersOfVolumes() {
        // Given
        secrets().put("hook-validation-database", "password", "known");

        // When
        Map<String, String> environment =
                launches(Map.of()).launch(hooks, 20_001).environment();

        // Then
        assertThat(environment)
                .containsEntry("QUARKUS_DATASOURCE_PASSWORD", "known")
                .containsEntry("MILLRACE_CONTENT_KEY", secrets().get("content", "key"))
                .containsEntry(
                        "MILLRACE_TENANTS_DIRECTORY", root.resolve("tenants").toString())
                .containsEntry(
                        "MILLRACE_SECRETS_DIRECTORY",
                        root.resolve("secrets/hook-secrets").toString());
    }

    private SecretStore secrets() {
        return new SecretStore(root.resolve("secrets"), new SecureRandom());
    }

    private JavaLaunches launches(Map<String, String> inherited) {
        var binding = ManifestReader.read(REPOSITORY.resolve("eventing/sink-binding.yaml"), SinkBindingManifest.class);
        var volumes = new LocalVolumes(Map.of("tenants", root.resolve("tenants")), secrets(), root.resolve("scratch"));
        var environment = new FunctionEnvironment(
                inherited,
                JAVA_HOME,
                volumes,
                List.of(binding),
                Map.of("default", URI.create("http://127.0.0.1:1/millrace/default")));
        return new JavaLaunches(new BuiltArtifacts(root, Map.of()), environment, root.resolve("logs"));
    }
}
