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
        String mark = ProcessTable.MARKER + "=";
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains(mark + data))
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

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "environ"));
        } catch (IOException e) {
            return "";
        }
    }
}
