package dev.millrace.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** What the Maven profile {@code images} runs. */
public final class Images {

    private Images() {}

    /** @param args working copy, output folder, base image, prefix of names, tag */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 5) {
            throw new IllegalArgumentException("give: working copy, output folder, base image, prefix, tag");
        }
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
            throw new IllegalStateException(
                    "Images hold the JDK that trained the caches, so they are built on Linux; this is "
                            + System.getProperty("os.name"));
        }
        var build = new ImageBuild(
                // Maven passes null for an empty argument.
                Base.of(Objects.requireNonNullElse(args[2], "")),
                new JavaRuntime(Path.of(System.getProperty("java.home"))),
                args[3],
                args[4],
                Path.of(args[1]));
        for (Application application : Application.of(Path.of(args[0]))) {
            Path tarball = build.build(application);
            System.out.printf("%s (%d MB)%n", tarball, Files.size(tarball) >> 20);
        }
    }
}
