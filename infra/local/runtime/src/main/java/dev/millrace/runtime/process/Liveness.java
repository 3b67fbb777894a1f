package dev.millrace.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a process still runs. */
public final class Liveness {

    private Liveness() {}

    /**
     * Like {@link ProcessHandle#isAlive()}, but a zombie counts as dead. Orphans become zombies for good where the first
     * process does not collect them, as in many containers.
     */
    public static boolean isAlive(ProcessHandle process) {
        return process.isAlive() && !isZombie(process.pid());
    }

    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The program's name, in parentheses, may itself hold parentheses and spaces.
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException noProcOrEnded) {
            return false;
        }
    }
}
