package dev.millrace.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {

    private static final Instant BUILT = Instant.parse("2026-03-04T05:06:07Z");

    @TempDir
    private Path folder;

    private Path room;
    private ImageBuild build;

    @BeforeEach
    void buildSomethingToPack() throws Exception {
        room = folder.resolve("functions/greeting");
        Path app = Files.createDirectories(room.resolve("target/quarkus-app"));
        jar(app.resolve("quarkus-run.jar"));
        write(app.resolve("lib/main/library.jar"), "library");
        write(app.resolve("app/greeting.jar"), "application");
        write(app.resolve("app.aot"), "cache");
        Path java = folder.resolve("java");
        for (String file : List.of("bin/java", "bin/javac", "lib/modules", "lib/src.zip", "jmods/java.base.jmod")) {
            write(java.resolve(file), file);
        }
        assertThat(java.resolve("bin/java").toFile().setExecutable(true)).isTrue();
        build = new ImageBuild(
                new Base.Tarball(base()),
                new JavaRuntime(java),
                "registry.test/millrace",
                "1.2.3",
                folder.resolve("out"));
    }

    @Test
    void runsAsNobodyWithTheCacheThatWasTrained() throws Exception {
        // When
        OciTarball image = OciTarball.read(build.build(Application.function("greeting", room)));

        // Then
        var config = image.config().get("config");
        assertThat(config.get("User").asText()).isEqualTo("65532:65532");
        assertThat(config.get("WorkingDir").asText()).isEqualTo("/app");
        assertThat(config.get("Entrypoint"))
                .extracting(part -> part.asText())
                .containsExactly("/opt/java/bin/java", "-XX:AOTCache=app.aot", "-jar", "quarkus-run.jar");
        assertThat(config.get("Env")).extracting(part -> part.asText()).contains("JAVA_HOME=/opt/java");
        assertThat(config.get("ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(image.config().get("os").asText()).isEqualTo("linux");
    }

    @Test
    void holdsWhatRunsAndNothingElse() throws Exception {
        // When
        Path root = OciTarball.read(build.build(Application.function("greeting", room)))
                .unpack(folder.resolve("root"));

        // Then
        assertThat(root.resolve("app")).isDirectoryRecursivelyContaining("glob:**/app/lib/main/library.jar");
        assertThat(root.resolve("app")).isDirectoryRecursivelyContaining("glob:**/app/app/greeting.jar");
        assertThat(root.resolve("opt/java/bin")).isDirectoryContaining("glob:**/java");
        assertThat(root.resolve("opt/java/bin/javac")).doesNotExist();
        assertThat(root.resolve("opt/java/jmods")).doesNotExist();
        assertThat(root.resolve("opt/java/lib/src.zip")).doesNotExist();
        assertThat(root.resolve("etc/base")).hasContent("base");
    }

    @Test
    void keepsTheTimeOfEachFile() throws Exception {
        // When
        Path root = OciTarball.read(build.build(Application.function("greeting", room)))
                .unpack(folder.resolve("root"));

        // Then
        assertThat(Files.getLastModifiedTime(root.resolve("app/lib/main/library.jar"))
                        .toInstant())
                .isEqualTo(BUILT);
    }

    @Test
    void theJvmTakesClassesFromTheCacheInTheImage() throws Exception {
        // Given
        Path app = room.resolve("target/quarkus-app");
        Files.delete(app.resolve("app.aot"));
        assertThat(java(app, "-XX:AOTCacheOutput=app.aot").exit()).isZero();
        Path root = OciTarball.read(build.build(Application.function("greeting", room)))
                .unpack(folder.resolve("root"));

        // When
        Ran unpacked = java(root.resolve("app"), "-XX:AOTMode=on", "-XX:AOTCache=app.aot", "-Xlog:class+load");

        // Then
        assertThat(unpacked.exit()).isZero();
        assertThat(unpacked.output()).contains("Greeting source: shared objects file", "hello 6");
    }

    @Test
    void theSameFilesMakeTheSameImage() throws Exception {
        // Given
        byte[] first = Files.readAllBytes(build.build(Application.function("greeting", room)));

        // When
        byte[] second = Files.readAllBytes(build.build(Application.function("greeting", room)));

        // Then
        assertThat(second).isEqualTo(first);
    }

    @Test
    void saysWhatToDoFirst() throws Exception {
        // Given
        Files.delete(room.resolve("target/quarkus-app/app.aot"));

        // When / Then
        assertThatThrownBy(() -> Application.function("greeting", room)).hasMessageContaining("Run ./millrace build");
        assertThatThrownBy(() -> Base.of("")).hasMessageContaining("-Dmillrace.image.base");
        assertThatThrownBy(() -> new JavaRuntime(folder)).hasMessageContaining("the JDK that trained the caches");
    }

    private Path base() throws Exception {
        Path file = Files.writeString(folder.resolve("base"), "base");
        Path tarball = folder.resolve("base.tar");
        Jib.fromScratch()
                .addLayer(List.of(file), AbsoluteUnixPath.get("/etc"))
                .containerize(Containerizer.to(TarImage.at(tarball).named("base"))
                        .setBaseImageLayersCache(folder.resolve("cache"))
                        .setApplicationLayersCache(folder.resolve("cache")));
        return tarball;
    }

    private static void jar(Path file) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Greeting.class.getName());
        String name = Greeting.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(Files.newOutputStream(file), manifest);
                var bytes = Greeting.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(bytes).isNotNull();
            jar.putNextEntry(new JarEntry(name));
            bytes.transferTo(jar);
        }
        Files.setLastModifiedTime(file, FileTime.from(BUILT));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(BUILT));
    }

    private record Ran(int exit, String output) {}

    private Ran java(Path directory, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-jar", "quarkus-run.jar"));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return new Ran(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
