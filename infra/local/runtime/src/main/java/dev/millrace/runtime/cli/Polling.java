package dev.millrace.runtime.cli;

import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.runtime.connect.Bridge;
import dev.millrace.runtime.connect.Connection;
import dev.millrace.runtime.connect.Connections;
import dev.millrace.runtime.connect.Door;
import dev.millrace.runtime.process.RuntimeLock;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;

/** Polls in the foreground. */
final class Polling {

    /** Waits longer than these are said instead of kept. */
    static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(15), 4, Duration.ofMillis(250), Duration.ofSeconds(4));

    private static final long FAREWELL_SECONDS = 5;

    private final CommandLine command;
    private final DataOption data;
    private final Duration interval;

    Polling(CommandLine command, DataOption data, Duration interval) {
        this.command = command;
        this.data = data;
        this.interval = interval;
    }

    /** Where the host is to post. */
    static URI posted(Connection connection, URI base) {
        return URI.create(base.toString().replaceAll("/+$", "") + connection.door());
    }

    int poll(Connection connection, Connections connections, Hooks hooks, String secret, boolean once) {
        try (RuntimeLock _ = connections.lock(connection)) {
            var log = new LiveLog(command.getOut(), false);
            var door = new Door(
                    () -> data.running().map(RunningPlatform::gateway), connection.door(), connection.kind(), secret);
            var bridge = new Bridge(connection, connections, hooks, door, interval, Timing.REAL, log::note);
            if (once) {
                return once(bridge, log);
            }
            log.note("polling " + String.join(", ", connection.projects()) + " every " + interval.toSeconds()
                    + " s. Ctrl-C stops.");
            follow(bridge);
            log.note("stopped; the next run goes on from here");
            return 0;
        }
    }

    private static int once(Bridge bridge, LiveLog log) {
        return switch (bridge.once()) {
            case Bridge.Outcome.Drained(int posts) -> {
                log.note(posts == 0 ? "nothing new" : "all brought");
                yield 0;
            }
            case Bridge.Outcome.Stuck stuck ->
                throw new CommandFailure(
                        stuck.noPlatform()
                                ? ExitCode.NOT_RUNNING
                                : stuck.refused() ? ExitCode.REFUSED : ExitCode.FAILED,
                        stuck.sentence());
        };
    }

    private static void follow(Bridge bridge) {
        Thread poller = Thread.currentThread();
        var stopped = new CountDownLatch(1);
        var end = new Thread(() -> {
            poller.interrupt();
            awaitQuietly(stopped);
        });
        Runtime.getRuntime().addShutdownHook(end);
        bridge.follow();
        stopped.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("millrace: the poller was still busy; what it held comes again with the next run");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
