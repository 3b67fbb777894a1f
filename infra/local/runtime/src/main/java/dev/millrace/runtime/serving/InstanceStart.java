package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.FunctionProcess;
import dev.millrace.runtime.process.Launches;
import dev.millrace.runtime.process.Ports;
import dev.millrace.runtime.process.ProcessTable;
import dev.millrace.runtime.process.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Starts processes and waits until they are ready. This is the cold-start path: it asks every few milliseconds, for
 * what it sleeps too long is added to somebody's waiting.
 */
final class InstanceStart {

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(3);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);
    private static final int PORTS_TO_TRY = 3;

    private final Launches launches;
    private final ProcessTable table;
    private final Ports ports;
    private final Session session;
    private final Duration longest;

    /** @param longest how long an instance may take to become ready */
    InstanceStart(Launches launches, ProcessTable table, Ports ports, Session session, Duration longest) {
        this.launches = launches;
        this.table = table;
        this.ports = ports;
        this.session = session;
        this.longest = longest;
    }

    /** How a start ended. */
    sealed interface Outcome {

        /** The instance takes requests. */
        record Ready(FunctionProcess process, Duration took) implements Outcome {}

        /** The process has ended. */
        record Died(FunctionProcess process, int exitCode) implements Outcome {}

        /** The process was ended because it took too long. */
        record TooSlow(FunctionProcess process, Duration longest) implements Outcome {}

        /** There never was a process. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Blocks until the start has ended.
     *
     * @param spawned is told of each process as soon as it exists
     */
    Outcome run(ServiceManifest service, Consumer<FunctionProcess> spawned) {
        for (int attempt = 1; ; attempt++) {
            int port;
            try {
                port = ports.take();
            } catch (IllegalStateException e) {
                return new Outcome.Refused(String.valueOf(e.getMessage()));
            }
            Outcome outcome = attempt(service, port, spawned);
            boolean portLost = outcome instanceof Outcome.Died && !Ports.isFree(port);
            releaseAtEnd(outcome, port);
            if (!portLost || attempt == PORTS_TO_TRY) {
                return outcome;
            }
        }
    }

    private Outcome attempt(ServiceManifest service, int port, Consumer<FunctionProcess> spawned) {
        long begin = System.nanoTime();
        FunctionProcess process;
        try {
            process = FunctionProcess.start(launches.launch(service, port), table, session);
        } catch (IOException | RuntimeException e) {
            return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
        spawned.accept(process);
        var readiness = new Health(service.container().readinessProbe(), LONGEST_ANSWER);
        while (process.isAlive()) {
            if (readiness.isGood(port) && process.isAlive()) {
                return new Outcome.Ready(process, Duration.ofNanos(System.nanoTime() - begin));
            }
            if (System.nanoTime() - begin > longest.toNanos()) {
                process.kill();
                process.onExit().join();
                return new Outcome.TooSlow(process, longest);
            }
            pause();
        }
        return new Outcome.Died(process, process.onExit().join());
    }

    private void releaseAtEnd(Outcome outcome, int port) {
        if (outcome instanceof Outcome.Ready ready) {
            var _ = ready.process().onExit().thenRun(() -> ports.giveBack(port));
        } else {
            ports.giveBack(port);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_QUESTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
