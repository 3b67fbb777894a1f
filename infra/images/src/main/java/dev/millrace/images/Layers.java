package dev.millrace.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Files as layers: with the times that they have, readable by everybody, writable by nobody but root. */
final class Layers {

    private final Map<String, FileEntriesLayer.Builder> byName = new LinkedHashMap<>();

    /**
     * Adds a file, or the wanted files of a folder, to the layer of this name.
     *
     * @param target what the file or the folder is inside of the image
     */
    Layers add(String layer, Path source, String target, Predicate<Path> wanted) throws IOException {
        FileEntriesLayer.Builder builder =
                byName.computeIfAbsent(layer, name -> FileEntriesLayer.builder().setName(name));
        if (Files.isRegularFile(source)) {
            entry(builder, source, AbsoluteUnixPath.get(target));
            return this;
        }
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(Files::isRegularFile)
                    .filter(wanted)
                    .sorted()
                    .forEach(file ->
                            entry(builder, file, AbsoluteUnixPath.get(target).resolve(source.relativize(file))));
        }
        return this;
    }

    List<FileEntriesLayer> all() {
        return byName.values().stream().map(FileEntriesLayer.Builder::build).toList();
    }

    private static void entry(FileEntriesLayer.Builder layer, Path file, AbsoluteUnixPath target) {
        try {
            Instant time = Files.getLastModifiedTime(file).toInstant();
            String permissions = Files.isExecutable(file) ? "755" : "644";
            layer.addEntry(file, target, FilePermissions.fromOctalString(permissions), time);
        } catch (IOException e) {
            throw new UncheckedIOException("The time of " + file + " cannot be read", e);
        }
    }
}
