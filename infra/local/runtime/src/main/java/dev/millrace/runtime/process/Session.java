package dev.millrace.runtime.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Detaches children from the terminal. Otherwise Ctrl-C would strike them together with the runtime, and functions would
 * lose the database in the middle of their last requests.
 *
 * @param detach the command before the command, empty where the system has none
 */
public record Session(List<String> detach) {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** What this system offers. {@code setsid} replaces itself by the command, so the process id is the command's. */
    public static Session ofSystem() {
        return new Session(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of());
    }

    /** The command, in a session of its own. */
    public List<String> own(List<String> command) {
        var whole = new ArrayList<>(detach);
        whole.addAll(command);
        return whole;
    }
}
