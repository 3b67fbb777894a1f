package dev.millrace.runtime.process;

import dev.millrace.runtime.manifest.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A function's share of the processors while there are too few. In a cluster the kernel weighs containers by the CPU that
 * they ask for; here by their niceness, of which each step is a factor of 1.25. So whom nobody waits for does not slow
 * down the cold starts that somebody waits for.
 */
final class CpuWeight {

    private static final Path NICE = Path.of("/usr/bin/nice");
    private static final int USUAL_MILLICORES = 100;
    private static final double STEP = 1.25;
    private static final int NICEST = 19;

    private CpuWeight() {}

    /** The command before the command; {@code nice} replaces itself by it. Empty for the usual weight or more. */
    static List<String> command(Container container) {
        int nice = niceness(container.cpuRequest());
        return nice > 0 && Files.isExecutable(NICE)
                ? List.of(NICE.toString(), "-n", Integer.toString(nice))
                : List.of();
    }

    private static int niceness(OptionalInt millicores) {
        double share = Math.max(1, millicores.orElse(USUAL_MILLICORES)) / (double) USUAL_MILLICORES;
        return Math.clamp(Math.round(-Math.log(share) / Math.log(STEP)), 0, NICEST);
    }
}
