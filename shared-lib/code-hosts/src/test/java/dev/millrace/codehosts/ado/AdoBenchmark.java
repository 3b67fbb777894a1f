package dev.millrace.codehosts.ado;

import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.document.EditSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Measures a draft of twenty files: push, pull request, label. Prints median and 99th percentile. */
final class AdoBenchmark {

    private static final int WARM_UP = 100;
    private static final int RUNS = 100;

    private AdoBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path data = Files.createTempDirectory("ado-bench");
        try (var forge = new AdoForge(data)) {
            Scene scene = forge.scene();
            String main = scene.main();
            long[] micros = new long[RUNS];
            for (int i = 0; i < WARM_UP + RUNS; i++) {
                long start = System.nanoTime();
                draft(scene, main, "bench" + i);
                if (i >= WARM_UP) {
                    micros[i - WARM_UP] = (System.nanoTime() - start) / 1_000;
                }
            }
            Arrays.sort(micros);
            System.out.printf(
                    "draft of 20 files: p50 %.1f ms, p99 %.1f ms%n",
                    micros[RUNS / 2] / 1e3, micros[RUNS * 99 / 100] / 1e3);
        }
    }

    private static void draft(Scene scene, String main, String branch) {
        List<EditSet.Edit> edits = IntStream.range(0, 20)
                .mapToObj(i -> Scene.write(
                        "src/" + branch + "/" + i % 4 + "/File" + i + ".java",
                        ("class File" + i + " {}\n").repeat(200)))
                .toList();
        scene.host()
                .repositories()
                .push(scene.ref(), new Push(branch, main, true, "feat: twenty files", null, new EditSet(edits)));
        scene.host().pullRequests().create(scene.ref(), scene.proposal(branch));
    }
}
