package dev.millrace.runtime.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every process that the runtime starts, on disk, so that the next runtime can end what a killed one left behind.
 *
 * <p>Ids are reused, so a process is known by its id and its start time. Between a start and its record a kill may
 * strike; therefore each child also carries {@link #MARKER} in its environment, by which Linux lets us find it.
 */
public final class ProcessTable {

    /** Environment variable that names the data directory a process belongs to. */
    public static final String MARKER = "MILLRACE_CHILD_OF";

    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);
    private static final Path PROC = Path.of("/proc");

    private final Path data;
    private final Path file;
    private final Map<Long, Instant> alive = new TreeMap<>();

    private ProcessTable(Path data) {
        this.data = data;
        this.file = data.resolve("processes");
    }

    /**
     * The table of a data directory.
     *
     * @param data the data directory, which must exist and be locked by the caller
     */
    public static ProcessTable open(Path data) throws IOException {
        return new ProcessTable(data.toRealPath());
    }

    /** Ends what a former runtime left behind: politely first, after the grace by force. */
    public synchronized List<Long> endLeftovers(Duration grace) throws IOException, InterruptedException {
        List<ProcessHandle> leftovers = leftovers();
        leftovers.forEach(ProcessHandle::destroy);
        Instant deadline = Instant.now().plus(grace);
        for (ProcessHandle leftover : leftovers) {
            while (Liveness.isAlive(leftover) && Instant.now().isBefore(deadline)) {
                Thread.sleep(10);
            }
            leftover.destroyForcibly();
        }
        rewrite();
        return leftovers.stream().map(ProcessHandle::pid).toList();
    }

    /** The variable and value that mark a child. */
    Map.Entry<String, String> marker() {
        return Map.entry(MARKER, data.toString());
    }

    /** Records a child that has just been started. */
    synchronized void started(ProcessHandle process) {
        process.info().startInstant().ifPresent(since -> {
            alive.put(process.pid(), since);
            append("+ " + process.pid() + " " + since.toEpochMilli());
        });
    }

    /** Forgets a child that has ended. */
    synchronized void ended(long pid) {
        if (alive.remove(pid) != null) {
            append("- " + pid);
            if (alive.isEmpty()) {
                rewrite();
            }
        }
    }

    private List<ProcessHandle> leftovers() throws IOException {
        var found = new HashMap<Long, ProcessHandle>();
        recorded()
                .forEach((pid, since) -> ProcessHandle.of(pid)
                        .filter(process -> startedAt(process, since))
                        .ifPresent(process -> found.put(pid, process)));
        for (ProcessHandle process : marked()) {
            found.put(process.pid(), process);
        }
        found.remove(ProcessHandle.current().pid());
        return found.values().stream().filter(Liveness::isAlive).toList();
    }

    private static boolean startedAt(ProcessHandle process, Instant recorded) {
        // Linux counts start times from the boot, whose own time moves a little when the clock is corrected.
        return process.info()
                .startInstant()
                .filter(since -> Duration.between(recorded, since).abs().compareTo(CLOCK_CORRECTION) < 0)
                .isPresent();
    }

    private Map<Long, Instant> recorded() throws IOException {
        var recorded = new HashMap<Long, Instant>();
        if (!Files.exists(file)) {
            return recorded;
        }
        for (String line : Files.readAllLines(file)) {
            // A line that a crash cut short matches nothing; its process still carries the marker.
            String[] parts = line.split(" ", -1);
            if (parts.length == 3 && parts[0].equals("+")) {
                recorded.put(Long.valueOf(parts[1]), Instant.ofEpochMilli(Long.parseLong(parts[2])));
            } else if (parts.length == 2 && parts[0].equals("-")) {
                recorded.remove(Long.valueOf(parts[1]));
            }
        }
        return recorded;
    }

    private List<ProcessHandle> marked() throws IOException {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return List.of();
        }
        var marked = new ArrayList<ProcessHandle>();
        try (Stream<Path> entries = Files.list(PROC)) {
            entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .filter(this::carriesMarker)
                    .map(entry ->
                            ProcessHandle.of(Long.parseLong(entry.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .forEach(marked::add);
        }
        return marked;
    }

    private boolean carriesMarker(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            String value = new String(data.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return ("\0" + environment + "\0").contains("\0" + MARKER + "=" + value + "\0");
        } catch (IOException endedOrNotOurs) {
            return false;
        }
    }

    private void append(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("The table of processes cannot be written", e);
        }
    }

    private void rewrite() {
        var lines = new StringBuilder();
        alive.forEach((pid, since) -> lines.append("+ ")
                .append(pid)
                .append(' ')
                .append(since.toEpochMilli())
                .append('\n'));
        try {
            // Its own name: whoever ends leftovers may write at the same time.
            Path temporary = Files.createTempFile(data, "processes", ".new");
            Files.writeString(temporary, lines);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The table of processes cannot be written", e);
        }
    }
}
