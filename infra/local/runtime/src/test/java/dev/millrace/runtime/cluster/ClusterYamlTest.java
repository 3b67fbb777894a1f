package dev.millrace.runtime.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterYamlTest {

    static Stream<String> files() throws IOException {
        return ClusterYaml.files().stream()
                .map(file -> ClusterYaml.ROOT.relativize(file).toString());
    }

    @ParameterizedTest
    @MethodSource("files")
    void sayOnlyWhatTheClustersApiKnows(String file) throws Exception {
        // When
        Object object = ClusterYaml.read(ClusterYaml.ROOT.resolve(file));

        // Then
        assertThat(object).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                infra/knative/functions/audit.yaml        | timeoutSeconds: 60  | timeoutSecond: 60
                infra/knative/functions/audit.yaml        | runAsNonRoot: true  | runAsNonroot: true
                infra/knative/functions/audit.yaml        | runAsNonRoot: true  | runAsNonRoot: certainly
                infra/knative/base/network/database.yaml  | port: 5432          | prot: 5432
                infra/knative/routes/hooks.yaml           | type: URLRewrite    | typ: URLRewrite
                infra/knative/migrations/job.yaml         | backoffLimit: 6     | backOffLimit: 6
                infra/knative/base/kustomization.yaml     | resources:          | resource:
                triggers/audit.yaml                       | kind: Trigger       | kind: Triger
                triggers/audit.yaml                       | retry: 8            | retries: 8
                triggers/scalers/cost-write.yaml          | minReplicaCount: 0  | minReplicas: 0
                """)
    void refusesWhatIsMisspelt(String file, String right, String wrong) throws Exception {
        // Given
        String yaml = Files.readString(ClusterYaml.ROOT.resolve(file));
        assertThat(yaml).contains(right);

        // When / Then
        assertThatThrownBy(() -> ClusterYaml.parse(file, yaml.replaceFirst(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file);
    }

    @Test
    void everyFileIsListedByTheKustomizationBesideIt() throws Exception {
        // Given
        List<String> wrong = new ArrayList<>();

        // When
        for (Path file : ClusterYaml.files()) {
            if (file.endsWith("kustomization.yaml")) {
                Set<String> listed = listed((Kustomization) ClusterYaml.read(file));
                Set<String> there = beside(file);
                if (!listed.equals(there)) {
                    wrong.add(file + " lists " + listed + ", but beside it lie " + there);
                }
            } else if (!Files.exists(file.resolveSibling("kustomization.yaml"))) {
                wrong.add(file + " has no kustomization.yaml beside it");
            }
        }

        // Then
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyFolderThatIsNamedHasAKustomization() throws Exception {
        for (Path file : ClusterYaml.files()) {
            if (ClusterYaml.read(file) instanceof Kustomization kustomization) {
                // When
                Stream<Path> folders = kustomization.resources().stream()
                        .filter(resource -> !resource.endsWith(".yaml"))
                        .map(ClusterYaml.folder(file)::resolve);

                // Then
                assertThat(folders).allMatch(folder -> Files.exists(folder.resolve("kustomization.yaml")));
            }
        }
    }

    private static Set<String> listed(Kustomization kustomization) {
        var listed = kustomization.resources().stream()
                .filter(resource -> resource.endsWith(".yaml"))
                .collect(Collectors.toCollection(HashSet::new));
        kustomization.configMapGenerator().stream()
                .map(Kustomization.Generator::files)
                .filter(files -> files != null)
                .forEach(listed::addAll);
        return listed;
    }

    private static Set<String> beside(Path kustomization) throws IOException {
        try (Stream<Path> files = Files.list(ClusterYaml.folder(kustomization))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                    .collect(Collectors.toSet());
        }
    }
}
