package dev.millrace.runtime.bench;

import dev.millrace.runtime.house.Site;
import dev.millrace.runtime.house.TrainingRequest;
import dev.millrace.runtime.house.Workbench;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * From the spawn of a process to its first event answered, for each function as it ships, database and OpenTelemetry
 * included, and for the official Knative Node function runtime beside it, in turns.
 */
public final class ColdStartBench {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Workbench workbench;
    private final int runs;

    private ColdStartBench(Workbench workbench, int runs) {
        this.workbench = workbench;
        this.runs = runs;
    }

    private record Sample(long nanos, long rssMegabytes) {}

    /** @param node the Node function to start beside ours; empty leaves it out */
    public static List<Figure> run(Path root, Optional<Path> node, int runs, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Path data = Files.createTempDirectory("millrace-cold");
        try (Workbench workbench = Workbench.open(new Site(root, data, data.resolve("tenants"), 0))) {
            return new ColdStartBench(workbench, runs).measure(node, progress);
        } finally {
            delete(data);
        }
    }

    private List<Figure> measure(Optional<Path> node, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (ServiceManifest service : workbench.services()) {
            progress.accept("cold start: " + service.name() + ", " + runs + " times");
            TrainingRequest event = workbench.requests(service.name()).stream()
                    .filter(TrainingRequest::isEvent)
                    .findFirst()
                    .orElseThrow(() -> new IOException(service.name() + " has no training event"));
            boolean beside = node.isPresent() && service.name().equals("hook-validation");
            List<Sample> ours = new ArrayList<>();
            List<Sample> theirs = new ArrayList<>();
            once(workbench.launch(service), event);
            for (int i = 0; i < runs; i++) {
                ours.add(once(workbench.launch(service), event));
                if (beside) {
                    theirs.add(once(nodeLaunch(workbench.launch(service), node.get()), event.atRoot()));
                }
            }
            figures.add(figure(service.name(), ours, "at most 500 ms, 120 MB"));
            if (beside) {
                figures.add(figure("Knative's Node runtime (faas-js-runtime)", theirs, "beside it"));
            }
        }
        return figures;
    }

    private Sample once(Launch launch, TrainingRequest event) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process process = workbench.start(launch);
        try {
            while (process.isAlive() && System.nanoTime() - begun < LONGEST.toNanos()) {
                try {
                    int status = event.send(launch.port());
                    if (status / 100 == 2) {
                        return new Sample(System.nanoTime() - begun, rss(process.pid()));
                    }
                    throw new IllegalStateException(launch.service() + " answered its first event with " + status);
                } catch (IOException notYet) {
                    Thread.sleep(2);
                }
            }
            throw new IOException(launch.service() + " did not answer; see " + launch.log());
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static Launch nodeLaunch(Launch like, Path function) {
        return new Launch(
                "node",
                List.of(
                        "node",
                        function.resolve("node_modules/faas-js-runtime/bin/cli.js")
                                .toString(),
                        "--port",
                        Integer.toString(like.port()),
                        function.resolve("index.js").toString()),
                function,
                like.environment(),
                like.port(),
                like.log().resolveSibling("node.log"));
    }

    private static Figure figure(String name, List<Sample> samples, String wanted) {
        List<Sample> sorted =
                samples.stream().sorted(Comparator.comparingLong(Sample::nanos)).toList();
        Sample median = sorted.get(sorted.size() / 2);
        return new Figure(
                name + ", spawn to first event answered",
                String.format(
                        Locale.ROOT,
                        "median %d ms, %d to %d (n=%d), RSS %d MB",
                        millis(median),
                        millis(sorted.getFirst()),
                        millis(sorted.getLast()),
                        sorted.size(),
                        median.rssMegabytes()),
                wanted);
    }

    private static long millis(Sample sample) {
        return sample.nanos() / 1_000_000;
    }

    private static long rss(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.exists(status)) {
            return -1;
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(-1);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
