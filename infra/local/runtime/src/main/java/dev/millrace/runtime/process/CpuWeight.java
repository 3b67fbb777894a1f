package dev.millrace.runtime.process;

import dev.millrace.runtime.manifest.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /** The niceness of what asks for so much: 0 for the usual weight or more, 19 at most. */
    static int niceness(Container container) {
        double share = Math.max(1, container.cpuRequest().orElse(USUAL_MILLICORES)) / (double) USUAL_MILLICORES;
        return Math.clamp(Math.round(-Math.log(share) / Math.log(STEP)), 0, NICEST);
    }

    /** The command that runs a command with a niceness; {@code nice} replaces itself by it. */
    static List<String> command(int niceness, List<String> command) {
        if (niceness == 0 || !Files.isExecutable(NICE)) {
            return command;
        }
        List<String> nice = new ArrayList<>(List.of(NICE.toString(), "-n", Integer.toString(niceness)));
        nice.addAll(command);
        return nice;
    }
}
