package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What runs in an image.
 *
 * @param name of the image, which is that of the service
 * @param parts what lies in it; layers that change least come first
 * @param command what the JVM is given, relative to {@link #FOLDER}
 */
record Application(String name, List<Part> parts, List<String> command) {

    /** Where everything lies that is not the JDK. */
    static final String FOLDER = "/app";

    static final String CACHE = "app.aot";

    private static final String RUNNER = "quarkus-run.jar";

    Application {
        parts = List.copyOf(parts);
        command = List.copyOf(command);
    }

    /**
     * A file or a folder.
     *
     * @param layer it lies in
     * @param target where it lies inside of the image, absolute
     */
    record Part(String layer, String target, Path source) {

        private static Part in(String layer, String folder, Path source) {
            return new Part(layer, folder + "/" + source.getFileName(), source);
        }
    }

    /**
     * Everything of a working copy that a cluster runs.
     *
     * @throws IllegalStateException when something is not built, or a function has no AOT cache
     */
    static List<Application> of(Path workingCopy) throws IOException {
        var applications = new ArrayList<Application>();
        try (Stream<Path> rooms = Files.list(workingCopy.resolve("functions"))) {
            for (Path room : rooms.filter(room -> Files.exists(room.resolve("pom.xml")))
                    .sorted()
                    .toList()) {
                applications.add(function(room.getFileName().toString(), room));
            }
        }
        applications.add(function("workflows-host", workingCopy.resolve("workflows/host")));
        applications.add(migrations(workingCopy.resolve("infra/knative/migrations")));
        return applications;
    }

    /** A Quarkus application with the cache that was trained in its final folder. */
    static Application function(String name, Path room) throws IOException {
        Path folder = built(room.resolve("target/quarkus-app"), RUNNER);
        built(folder, CACHE);
        var parts = new ArrayList<Part>();
        // Hundreds of libraries, which a release seldom changes; then what is ours; the cache changes with every build.
        parts.add(Part.in("libraries", FOLDER, folder.resolve("lib")));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file ->
                            !List.of("lib", CACHE).contains(file.getFileName().toString()))
                    .sorted()
                    .map(file -> Part.in("application", FOLDER, file))
                    .forEach(parts::add);
        }
        parts.add(Part.in("cache", FOLDER, folder.resolve(CACHE)));
        return new Application(name, parts, List.of("-XX:AOTCache=" + CACHE, "-jar", RUNNER));
    }

    private static Application migrations(Path room) throws IOException {
        Path libraries = built(room.resolve("target"), "lib").resolve("lib");
        try (Stream<Path> files = Files.list(room.resolve("target"))) {
            Path jar = files.filter(file -> file.getFileName().toString().matches("migrations-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> missing(room.resolve("target/migrations-*.jar")));
            return new Application(
                    "migrations",
                    List.of(Part.in("libraries", FOLDER, libraries), Part.in("application", FOLDER, jar)),
                    List.of("-cp", jar.getFileName() + ":lib/*", "dev.millrace.migrations.Migrations"));
        }
    }

    private static Path built(Path folder, String file) {
        if (!Files.exists(folder.resolve(file))) {
            throw missing(folder.resolve(file));
        }
        return folder;
    }

    private static IllegalStateException missing(Path file) {
        return new IllegalStateException(file + " is not there. Run ./millrace build, which packages and trains");
    }
}
