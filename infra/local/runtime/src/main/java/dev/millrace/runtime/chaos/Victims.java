package dev.millrace.runtime.chaos;

import dev.millrace.runtime.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the processes of a house from outside. */
final class Victims {

    private Victims() {}

    /** The functions' processes, by the mark that the house gives its children. */
    static List<ProcessHandle> functions(Path data) {
        return marked(ProcessTable.MARKER + "=" + data);
    }

    /** The processes of one function. */
    static List<ProcessHandle> function(Path data, String name) {
        List<String> named = List.of("K_SERVICE=" + name);
        return functions(data).stream()
                .filter(process -> environment(process).containsAll(named))
                .toList();
    }

    private static List<ProcessHandle> marked(String mark) {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(mark))
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    /** The PostgreSQL server of a data directory. */
    static Optional<ProcessHandle> postmaster(Path data) throws IOException {
        Path file = data.resolve("postgres/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .findFirst()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())));
    }

    private static List<String> environment(ProcessHandle process) {
        try {
            return List.of(Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"))
                    .split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
