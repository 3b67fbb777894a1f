package dev.millrace.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The files of this repository that contracts are held against. */
final class Repository {

    static final Path ROOT = Path.of(System.getProperty("millrace.root"));
    static final Path SCHEMAS = ROOT.resolve("eventing/schemas");
    static final Path SAMPLES = ROOT.resolve("eventing/samples");

    private static final YAMLMapper YAML = new YAMLMapper();

    private Repository() {}

    /** The files of a folder by their names without ending, ordered. */
    static Map<String, Path> files(Path folder, String ending) {
        var files = new TreeMap<String, Path>();
        try (var found = Files.newDirectoryStream(folder, "*" + ending)) {
            found.forEach(file -> {
                String name = file.getFileName().toString();
                files.put(name.substring(0, name.length() - ending.length()), file);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** The objects of a folder by the names of their files, without the list that kustomize reads. */
    static Map<String, JsonNode> manifests(String folder) {
        var manifests = new TreeMap<String, JsonNode>();
        files(ROOT.resolve(folder), ".yaml").forEach((name, file) -> manifests.put(name, manifest(file)));
        manifests.remove("kustomization");
        return manifests;
    }

    static JsonNode manifest(Path file) {
        try {
            return YAML.readTree(ROOT.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
