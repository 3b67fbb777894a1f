package dev.millrace.runtime.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/** A running instance of a function. Thread-safe. */
public final class FunctionProcess {

    private final Launch launch;
    private final Process process;
    private final LogFile.Mark logMark;
    private final CompletableFuture<Integer> exit;

    private FunctionProcess(Launch launch, Process process, LogFile.Mark logMark, CompletableFuture<Integer> exit) {
        this.launch = launch;
        this.process = process;
        this.logMark = logMark;
        this.exit = exit;
    }

    /**
     * Starts a process and records it. Its output goes to the log, its input is empty.
     *
     * @throws IOException when the program cannot be executed
     */
    public static FunctionProcess start(Launch launch, ProcessTable table, Session session) throws IOException {
        var log = new LogFile(launch.log());
        log.prepare();
        LogFile.Mark mark = log.mark();
        var builder = new ProcessBuilder(session.own(CpuWeight.command(launch.niceness(), launch.command())))
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.environment().put(table.marker().getKey(), table.marker().getValue());
        Process process = builder.start();
        table.started(process.toHandle());
        CompletableFuture<Integer> exit = process.onExit().thenApply(ended -> {
            table.ended(ended.pid());
            return ended.exitValue();
        });
        return new FunctionProcess(launch, process, mark, exit);
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return launch.port();
    }

    public LogFile log() {
        return new LogFile(launch.log());
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit code when the process has ended; 128 + n means by signal n. */
    public CompletableFuture<Integer> onExit() {
        return exit.copy();
    }

    /** Asks the process to end (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    /** Ends the process without asking (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
    }

    /** The last lines that the service wrote since this process started, for a message to a person. */
    public String lastWords() {
        return logMark.lastLines(3);
    }
}
