package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Unit;
import dev.millrace.runtime.house.Site;
import dev.millrace.runtime.house.TrainingRequest;
import dev.millrace.runtime.house.Workbench;
import dev.millrace.runtime.manifest.ServiceManifest;
import dev.millrace.runtime.postgres.Folders;
import dev.millrace.runtime.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * From the spawn of a process to its first event answered, for each function as it ships, database and OpenTelemetry
 * included, and for the official Knative Node function runtime beside it, in turns.
 */
public final class ColdStartBench {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Ours, which is started in turns with the one of Node. */
    private static final String BESIDE = "hook-validation";

    private static final Bound QUICK = Bound.atMost(500);
    private static final Bound SMALL = Bound.atMost(120);

    private final Workbench workbench;
    private final Dose dose;

    private ColdStartBench(Workbench workbench, Dose dose) {
        this.workbench = workbench;
        this.dose = dose;
    }

    private record Sample(double millis, double rssMegabytes) {}

    /** @param node the Node function to start beside ours; empty leaves it out */
    public static List<Figure> run(Path root, Optional<Path> node, Dose dose, Consumer<String> progress)
            throws IOException, InterruptedException, SQLException {
        Path data = Files.createTempDirectory("millrace-cold");
        try (Workbench workbench = Workbench.open(new Site(root, data, data.resolve("tenants"), 0))) {
            return new ColdStartBench(workbench, dose).measure(node, progress);
        } finally {
            Folders.delete(data);
        }
    }

    private List<Figure> measure(Optional<Path> node, Consumer<String> progress)
            throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (ServiceManifest service : workbench.services()) {
            boolean beside = service.name().equals(BESIDE);
            if (dose.everyFunction() || beside) {
                progress.accept("cold start: " + service.name() + ", " + dose.rounds() + " times");
                figures.addAll(measure(service, beside ? node : Optional.empty()));
            }
        }
        return figures;
    }

    private List<Figure> measure(ServiceManifest service, Optional<Path> node)
            throws IOException, InterruptedException {
        TrainingRequest event = workbench.requests(service.name()).stream()
                .filter(TrainingRequest::isEvent)
                .findFirst()
                .orElseThrow(() -> new IOException(service.name() + " has no training event"));
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        once(workbench.launch(service), event);
        for (int i = 0; i < dose.rounds(); i++) {
            ours.add(once(workbench.launch(service), event));
            if (node.isPresent()) {
                theirs.add(once(nodeLaunch(workbench.launch(service), node.get()), event.atRoot()));
            }
        }
        List<Figure> figures = new ArrayList<>(List.of(
                start(service.name(), ours).wanted(QUICK),
                memory(service.name(), ours).wanted(SMALL)));
        if (node.isPresent()) {
            figures.add(start("Knative's Node runtime, beside it", theirs));
            figures.add(memory("Knative's Node runtime, beside it", theirs));
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
                        return new Sample((System.nanoTime() - begun) / 1e6, rss(process.pid()));
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
                like.niceness(),
                function,
                like.environment(),
                like.port(),
                like.log().resolveSibling("node.log"));
    }

    private static Figure start(String name, List<Sample> samples) {
        return Figure.of(
                name + ", spawn to first event answered",
                Unit.MILLIS,
                samples.stream().map(Sample::millis).toList());
    }

    private static Figure memory(String name, List<Sample> samples) {
        return Figure.of(
                name + ", RSS after it",
                Unit.MEGABYTES,
                samples.stream().map(Sample::rssMegabytes).toList());
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
}
