package dev.millrace.runtime.bench;

import dev.millrace.runtime.bench.figure.Bound;
import dev.millrace.runtime.bench.figure.Figure;
import dev.millrace.runtime.bench.figure.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** How long the platform takes to be ready. */
public final class UpBench {

    private static final Bound READY = Bound.atMost(8_000);

    private UpBench() {}

    /** @param rounds how often each is measured */
    public static List<Figure> run(int rounds, Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("up: " + rounds + " starts, each in a new data directory and again in the same");
        List<Double> first = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            long begun = System.nanoTime();
            try (SpawnedHouse house = SpawnedHouse.start()) {
                first.add((System.nanoTime() - begun) / 1e6);
                house.stop();
                begun = System.nanoTime();
                house.restart();
                again.add((System.nanoTime() - begun) / 1e6);
            }
        }
        return List.of(
                Figure.of("up in a new data directory, spawn to gateway open", Unit.MILLIS, first)
                        .wanted(READY),
                Figure.of("up again", Unit.MILLIS, again).wanted(READY));
    }
}
