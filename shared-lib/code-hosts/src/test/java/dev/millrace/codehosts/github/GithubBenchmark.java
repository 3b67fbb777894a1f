package dev.millrace.codehosts.github;

import static dev.millrace.codehosts.contract.Scene.put;

import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.forge.git.Edit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Measures against a forge in the same process: a draft of twenty files (push, draft pull request, label), in a small
 * repository and in one of ten thousand files, whose list and comparison are measured as well.
 */
final class GithubBenchmark {

    private GithubBenchmark() {}

    public static void main(String[] args) throws IOException {
        try (var forge = new GithubForge(Files.createTempDirectory("github-bench"))) {
            Scene small = forge.scene();
            measure("draft of 20 files", 60, 200, number -> draft(small, number));
            Scene large = forge.scene();
            Edit[] files = IntStream.range(0, 10_000)
                    .mapToObj(i -> put("folder" + i / 100 + "/file" + i + ".txt", "n" + i))
                    .toArray(Edit[]::new);
            String before = large.main();
            String commit = large.committed("main", files);
            measure("draft of 20 files among 10,000", 10, 30, number -> draft(large, number));
            measure("list of 10,000 files", 5, 20, number -> {
                if (large.host().repositories().files(large.ref(), commit).size() < 10_000) {
                    throw new IllegalStateException("files are missing");
                }
            });
            measure(
                    "comparison of 10,000 changed files",
                    2,
                    10,
                    number -> large.host().repositories().compare(large.ref(), before, commit));
        }
    }

    private static void draft(Scene scene, int number) {
        EditSet.Edit[] edits = IntStream.range(0, 20)
                .mapToObj(i ->
                        Scene.write("src/" + number + "/File" + i + ".java", ("class File" + i + " {}\n").repeat(200)))
                .toArray(EditSet.Edit[]::new);
        String branch = "bench" + number;
        scene.host()
                .repositories()
                .push(
                        scene.ref(),
                        new Push(branch, scene.main(), true, "feat: twenty", null, new EditSet(Arrays.asList(edits))));
        scene.host().pullRequests().create(scene.ref(), scene.proposal(branch));
    }

    private static void measure(String name, int warmUp, int runs, IntConsumer work) {
        IntStream.range(0, warmUp).forEach(work);
        long[] micros = new long[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.accept(warmUp + i);
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "%s: p50 %.1f ms, p99 %.1f ms%n", name, micros[runs / 2] / 1e3, micros[runs * 99 / 100] / 1e3);
    }
}
