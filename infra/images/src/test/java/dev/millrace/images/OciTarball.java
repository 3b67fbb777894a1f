package dev.millrace.images;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as somebody else's tool would read it. */
record OciTarball(Map<String, byte[]> files) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static OciTarball read(Path file) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return new OciTarball(files);
    }

    JsonNode config() throws IOException {
        return JSON.readTree(blob(manifest().at("/config/digest").asText()));
    }

    /** Unpacks all layers over each other, with their times, as a container runtime does. */
    Path unpack(Path root) throws IOException {
        for (JsonNode layer : manifest().get("layers")) {
            byte[] blob = blob(layer.get("digest").asText());
            try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(blob)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path target = root.resolve(entry.getName().replaceFirst("^/", ""));
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else {
                        Files.createDirectories(target.getParent());
                        Files.write(target, tar.readAllBytes());
                        Files.setLastModifiedTime(target, entry.getLastModifiedTime());
                    }
                }
            }
        }
        return root;
    }

    private JsonNode manifest() throws IOException {
        JsonNode index = JSON.readTree(requireNonNull(files.get("index.json"), "index.json"));
        return JSON.readTree(blob(index.at("/manifests/0/digest").asText()));
    }

    private byte[] blob(String digest) {
        return requireNonNull(files.get("blobs/" + digest.replace(':', '/')), digest);
    }
}
