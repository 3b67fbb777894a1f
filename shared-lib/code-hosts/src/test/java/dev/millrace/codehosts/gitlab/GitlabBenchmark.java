package dev.millrace.codehosts.gitlab;

import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.forge.git.Edit;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures the adapter against a forge in the same process: a draft of twenty files (push, draft pull request, label),
 * another push onto its branch, and a listing and a comparison in a repository of 10,000 files. Prints medians and 99th
 * percentiles.
 */
final class GitlabBenchmark {

    private GitlabBenchmark() {}

    public static void main(String[] args) throws IOException {
        try (var shops = new Shops(Files.createTempDirectory("gitlab-bench"))) {
            Scene scene = shops.open();
            String main = scene.main();
            measure("draft of 20 files", 60, 100, number -> draft(scene, main, number));
            measure("20 more files onto a branch", 20, 100, number -> scene.push("bench0", files("more" + number)));

            Scene large = shops.open();
            String head = large.committed(
                    "large",
                    IntStream.range(0, 10_000)
                            .mapToObj(i -> Scene.put("folder" + i / 100 + "/file" + i + ".txt", "n" + i))
                            .toArray(Edit[]::new));
            String next = large.push("large", files("folder7"));
            measure(
                    "list 10,000 files",
                    3,
                    10,
                    number -> large.host().repositories().files(large.ref(), number % 2 == 0 ? head : next));
            measure(
                    "compare 20 of 10,000 files",
                    5,
                    30,
                    number -> large.host().repositories().compare(large.ref(), head, next));
        }
    }

    private static void draft(Scene scene, String main, int number) {
        String branch = "bench" + number;
        var push = new Push(branch, main, true, "feat: twenty files", null, new EditSet(List.of(files(branch))));
        scene.host().repositories().push(scene.ref(), push);
        PullRequest made = scene.host().pullRequests().create(scene.ref(), scene.proposal(branch));
        scene.host().pullRequests().label(made.ref(), List.of("bench"));
    }

    private static EditSet.Edit[] files(String folder) {
        return IntStream.range(0, 20)
                .mapToObj(i -> Scene.write(folder + "/File" + i + ".java", ("class File" + i + " {}\n").repeat(200)))
                .toArray(EditSet.Edit[]::new);
    }

    private interface Work {
        void run(int number);
    }

    private static void measure(String name, int warmUp, int runs, Work work) {
        for (int i = 0; i < warmUp; i++) {
            work.run(i);
        }
        long[] micros = new long[runs];
        for (int i = 0; i < runs; i++) {
            long start = System.nanoTime();
            work.run(warmUp + i);
            micros[i] = (System.nanoTime() - start) / 1_000;
        }
        Arrays.sort(micros);
        System.out.printf(
                "%s: p50 %.2f ms, p99 %.2f ms%n", name, micros[runs / 2] / 1e3, micros[runs * 99 / 100] / 1e3);
    }
}
