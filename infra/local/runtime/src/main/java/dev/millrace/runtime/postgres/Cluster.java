package dev.millrace.runtime.postgres;

import dev.millrace.runtime.process.Liveness;
import dev.millrace.runtime.process.LogFile;
import dev.millrace.runtime.process.Session;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data directory of a server ("cluster" in PostgreSQL's words) and the programs that work on it. Whether a server
 * runs on it is decided by its own {@code postmaster.pid}, never by a port.
 */
final class Cluster {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

    private final Path folder;
    private final Path programs;
    private final LogFile log;

    /**
     * @param folder the data directory
     * @param programs folder with {@code postgres}, {@code initdb} and {@code pg_ctl}
     */
    Cluster(Path folder, Path programs, Path log) {
        this.folder = folder;
        this.programs = programs;
        this.log = new LogFile(log);
    }

    /** Makes the data directory where there is none. One that was left half made counts as none. */
    void initialise(String superuserPassword) throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("PG_VERSION"))) {
            return;
        }
        Path unfinished = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(unfinished);
        Path password = Files.createTempFile(
                folder.getParent(),
                ".pw",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, superuserPassword);
            run(
                    LONGEST_START,
                    "initdb",
                    "-D",
                    unfinished.toString(),
                    "-U",
                    PostgresServer.SUPERUSER,
                    "--pwfile=" + password,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--no-locale",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8");
        } finally {
            Files.delete(password);
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The server that runs on this data directory, whoever started it. */
    Optional<ProcessHandle> running() throws IOException {
        return PostmasterFile.read(folder)
                .flatMap(file -> ProcessHandle.of(file.pid()))
                .filter(Liveness::isAlive)
                .filter(this::isOurs);
    }

    /** Whether the server that runs here takes connections on the port and has these settings. */
    boolean suits(ServerSettings settings) throws IOException {
        return settings.areIn(folder)
                && PostmasterFile.read(folder)
                        .filter(file -> file.ready() && file.port() == settings.port())
                        .isPresent();
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @throws IOException when it does not; the message has the last lines of its log
     */
    Process start(ServerSettings settings) throws IOException, InterruptedException {
        Orphans.end(folder, LONGEST_FAREWELL);
        // No server of ours runs, as the caller made sure; the file would stop the new one if its id is in use again.
        Files.deleteIfExists(PostmasterFile.path(folder));
        settings.write(folder);
        log.prepare();
        LogFile.Mark mark = log.mark();
        Process process = new ProcessBuilder(Session.ofSystem().own(command("postgres", "-D", folder.toString())))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                .start();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (PostmasterFile.read(folder)
                .filter(file -> file.pid() == process.pid() && file.ready())
                .isEmpty()) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL did not start: " + mark.lastLines(3));
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IOException("PostgreSQL did not start within " + LONGEST_START.toSeconds() + " s");
            }
            Thread.sleep(5);
        }
        return process;
    }

    /** Ends the server that runs here: its clients are cut off, its data are complete on disk. */
    void stop() throws IOException, InterruptedException {
        Optional<ProcessHandle> server = running();
        if (server.isEmpty()) {
            return;
        }
        try {
            run(LONGEST_STOP, "pg_ctl", "stop", "-D", folder.toString(), "-m", "fast", "-w", "-t", "15");
        } catch (IOException tooSlow) {
            server.get().destroyForcibly();
        }
        Orphans.end(folder, LONGEST_FAREWELL);
    }

    private boolean isOurs(ProcessHandle process) {
        Path entry = Path.of("/proc/" + process.pid());
        if (Files.isDirectory(entry)) {
            try {
                return Orphans.isPostgresIn(entry, folder.toRealPath());
            } catch (IOException gone) {
                return false;
            }
        }
        return process.info()
                .command()
                .filter(command -> command.endsWith("postgres"))
                .isPresent();
    }

    private void run(Duration longest, String program, String... arguments) throws IOException, InterruptedException {
        log.prepare();
        LogFile.Mark mark = log.mark();
        Process process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()))
                .start();
        if (!process.waitFor(longest)) {
            process.destroyForcibly();
            throw new IOException(program + " did not finish within " + longest.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(program + " failed: " + mark.lastLines(5));
        }
    }

    /** PostgreSQL refuses to run as root; inside of a user namespace of its own, root is nobody. */
    private List<String> command(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }
}
