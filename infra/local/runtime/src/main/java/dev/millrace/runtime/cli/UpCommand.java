package dev.millrace.runtime.cli;

import dev.millrace.runtime.house.House;
import dev.millrace.runtime.house.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace up}. */
@Command(
        name = "up",
        description = {
            "Starts the platform in the foreground and shows its events as they happen.",
            "Ctrl-C stops everything it started. Several run side by side with their own --port and --data."
        })
final class UpCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    DataOption data = new DataOption();

    @Option(
            names = "--port",
            defaultValue = "8800",
            description = "Port of the gateway on loopback; 0 takes any (default: ${DEFAULT-VALUE}).")
    int port;

    @Option(
            names = "--tenants",
            paramLabel = "DIR",
            description = "The tenants' registry (default: infra/knative/tenants of this working copy).")
    @Nullable
    Path tenants;

    @Option(names = "--quiet", description = "Do not show events.")
    boolean quiet;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        long begun = System.nanoTime();
        PrintWriter out = spec.commandLine().getOut();
        var site = new Site(Checkout.current().root(), data.folder(), tenants == null ? data.tenants() : tenants, port);
        var stopped = new CountDownLatch(1);
        var log = new LiveLog(out, quiet);
        try (log) {
            House house = House.start(site, log.watchers(), log.progress());
            var asked = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                asked.countDown();
                awaitQuietly(stopped);
            }));
            out.printf(
                    "Ready in %s. Gateway %s, data in %s. Ctrl-C stops.%n",
                    Output.time(Duration.ofNanos(System.nanoTime() - begun)), house.gateway(), site.data());
            out.flush();
            log.follow();
            asked.await();
            log.note("stopping");
            house.close();
        }
        log.note("stopped");
        stopped.countDown();
        return 0;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
