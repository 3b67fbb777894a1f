package dev.millrace.runtime.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How long the platform takes to be ready. */
public final class UpBench {

    private UpBench() {}

    /** @param runs how often each is measured */
    public static List<Figure> run(int runs, Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("up: " + runs + " starts, each in a new data directory and again in the same");
        List<Long> first = new ArrayList<>();
        List<Long> again = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            long begun = System.nanoTime();
            try (SpawnedHouse house = SpawnedHouse.start()) {
                first.add(System.nanoTime() - begun);
                house.stop();
                begun = System.nanoTime();
                house.restart();
                again.add(System.nanoTime() - begun);
            }
        }
        return List.of(
                new Figure("up in a new data directory, spawn to gateway open", spread(first), "under 8 s"),
                new Figure("up again", spread(again), "under 8 s"));
    }

    private static String spread(List<Long> nanos) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return "median " + millis(sorted.get(sorted.size() / 2)) + " ms, " + millis(sorted.getFirst()) + " to "
                + millis(sorted.getLast()) + " (n=" + sorted.size() + ")";
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }
}
