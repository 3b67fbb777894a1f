package dev.millrace.runtime.house;

import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Launch;
import dev.millrace.runtime.process.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Trains the AOT caches (JEP 514): each function without one runs once, in its final folder with its production flags,
 * answers its training requests, and leaves a cache when it stops.
 *
 * <p>Training requests are HTTP messages in files, {@code training/*.http} in the function's room, with tenants beside them in
 * {@code training/tenants} and their teams in {@code training/directory}.
 */
public final class Training {

    private static final String CACHE = "app.aot";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofMinutes(2);
    private static final int LINES = 20;

    private final Workbench workbench;

    private Training(Workbench workbench) {
        this.workbench = workbench;
    }

    /** @param trained hears the name of each function that was trained */
    public static void run(Site site, Consumer<String> trained) throws IOException, InterruptedException, SQLException {
        try (Workbench workbench = Workbench.open(site)) {
            var training = new Training(workbench);
            for (ServiceManifest service : workbench.services()) {
                Launch launch = workbench.launch(service);
                if (!Files.exists(launch.directory().resolve(CACHE))) {
                    training.train(service.name(), launch);
                    trained.accept(service.name());
                }
            }
        }
    }

    private void train(String function, Launch launch) throws IOException, InterruptedException {
        Process process = workbench.start(launch.withJvmOption("-XX:AOTCacheOutput=" + CACHE));
        try {
            List<TrainingRequest> requests = workbench.requests(function);
            awaitAnswer(process, requests.getFirst(), launch);
            for (TrainingRequest request : requests) {
                request.send(launch.port());
            }
            process.destroy();
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("The function " + function + " did not stop. " + ending(launch));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitAnswer(Process process, TrainingRequest request, Launch launch)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            try {
                request.send(launch.port());
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new IOException("The function " + launch.service() + " did not start. " + ending(launch));
    }

    /** The end of what it said: its log goes with the training's data. */
    private static String ending(Launch launch) {
        return "It said at last: " + new LogFile.Mark(launch.log(), 0).lastLines(LINES);
    }
}
