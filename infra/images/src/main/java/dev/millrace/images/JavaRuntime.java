package dev.millrace.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The JDK that trained the caches, without what no function needs.
 *
 * @param home its folder
 */
record JavaRuntime(Path home) {

    static final String TARGET = "/opt/java";

    /** Programs but one, sources, what compilers read, and the class archives that the AOT caches take the place of. */
    private static final List<String> LEFT_OUT = List.of(
            "demo",
            "include",
            "jmods",
            "man",
            "lib/src.zip",
            "lib/ct.sym",
            "lib/server/classes_coh.jsa",
            "lib/server/classes_nocoops.jsa",
            "lib/server/classes_nocoops_coh.jsa");

    JavaRuntime {
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isRegularFile(home.resolve("lib/modules"))) {
            throw new IllegalArgumentException(home + " is no JDK; run this with the JDK that trained the caches");
        }
    }

    /** Whether a file belongs into the image. */
    boolean holds(Path file) {
        String name = home.relativize(file).toString();
        return LEFT_OUT.stream().noneMatch(left -> name.equals(left) || name.startsWith(left + "/"))
                && (!name.startsWith("bin/") || name.equals("bin/java"));
    }
}
