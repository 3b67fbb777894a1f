package dev.millrace.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Builds images.
 *
 * @param base what they stand on
 * @param java what they all share above it
 * @param prefix of their names, such as {@code registry.example.com/millrace}
 * @param output folder of the tarballs
 */
record ImageBuild(Base base, JavaRuntime java, String prefix, String tag, Path output) {

    /** Nobody on most systems, and a number, so that Kubernetes sees that it is not root. */
    private static final String USER = "65532:65532";

    private static final int PORT = 8080;

    /** @return the tarball, in the OCI layout */
    Path build(Application application) throws IOException, InterruptedException {
        var layers = new Layers().add("java", java.home(), JavaRuntime.TARGET, java::holds);
        for (Application.Part part : application.parts()) {
            layers.add(part.layer(), part.source(), part.target(), file -> true);
        }
        Files.createDirectories(output);
        Path tarball = output.resolve(application.name() + ".tar");
        String image = prefix + "/" + application.name() + ":" + tag;
        try {
            describe(base.from(), application, layers.all())
                    .containerize(containerizer(TarImage.at(tarball).named(image)));
            return tarball;
        } catch (InvalidImageReferenceException | CacheDirectoryCreationException e) {
            throw new IOException("The image " + image + " cannot be built: " + e.getMessage(), e);
        } catch (RegistryException | ExecutionException e) {
            throw new IOException(
                    "The image " + image + " cannot be built: its base cannot be read: " + e.getMessage(), e);
        }
    }

    private static JibContainerBuilder describe(
            JibContainerBuilder builder, Application application, List<FileEntriesLayer> layers) {
        return builder.setFormat(ImageFormat.OCI)
                .setFileEntriesLayers(layers)
                .setWorkingDirectory(AbsoluteUnixPath.get(Application.FOLDER))
                .setEntrypoint(
                        Stream.concat(Stream.of(JavaRuntime.TARGET + "/bin/java"), application.command().stream())
                                .toList())
                .setEnvironment(Map.of("JAVA_HOME", JavaRuntime.TARGET, "LANG", "C.UTF-8"))
                .setExposedPorts(Port.tcp(PORT))
                .setUser(USER)
                .setCreationTime(newest(layers));
    }

    /** An image is as old as the newest file in it: the same files make the same image. */
    private static Instant newest(List<FileEntriesLayer> layers) {
        return layers.stream()
                .flatMap(layer -> layer.getEntries().stream())
                .map(entry -> entry.getModificationTime())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private Containerizer containerizer(TarImage target) throws CacheDirectoryCreationException {
        return Containerizer.to(target)
                .setToolName("millrace")
                .setBaseImageLayersCache(output.resolve("cache/base"))
                .setApplicationLayersCache(output.resolve("cache/layers"));
    }
}
