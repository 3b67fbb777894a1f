package dev.millrace.forge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures over HTTP, from another thread of the same process: discovery plus one call as a fresh client of Azure DevOps
 * makes them, and a draft of twenty files (push, pull request, label). Prints medians and 99th percentiles.
 */
final class ForgeBenchmark {

    private static final String ORG = "/ado/millrace";
    private static final String REPO = ORG + "/shop/_apis/git/repositories/shop";

    private ForgeBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path data = Files.createTempDirectory("forge-bench");
        try (var forge = new TestForge(data)) {
            measure("discovery and one call", 2_000, 1_000, number -> {
                forge.as("millrace", "OPTIONS", ORG + "/_apis/git", null);
                forge.get(REPO);
            });
            String main = forge.get(REPO + "/refs?filter=heads/main")
                    .json()
                    .at("/value/0/objectId")
                    .asText();
            measure("draft of 20 files", 100, 100, number -> draft(forge, main, number));
            measure(
                    "work item changed",
                    300,
                    300,
                    number -> forge.patch(
                            ORG + "/shop/_apis/wit/workitems/1",
                            "[{'op':'add','path':'/fields/System.Title','value':'" + number + "'}]"));
        }
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

    private static void draft(TestForge forge, String main, int number) {
        ObjectNode push = TestForge.JSON.createObjectNode();
        push.putArray("refUpdates")
                .addObject()
                .put("name", "refs/heads/bench" + number)
                .put("oldObjectId", main);
        ObjectNode commit = push.putArray("commits").addObject().put("comment", "feat: twenty files");
        var changes = commit.putArray("changes");
        for (int i = 0; i < 20; i++) {
            ObjectNode change = changes.addObject().put("changeType", "add");
            change.putObject("item").put("path", "/src/" + number + "/File" + i + ".java");
            change.putObject("newContent")
                    .put("content", ("class File" + i + " {}\n").repeat(200))
                    .put("contentType", "rawtext");
        }
        int pushed = forge.post(REPO + "/pushes", push.toString()).status();
        long pull = forge.post(
                        REPO + "/pullrequests",
                        "{'sourceRefName':'refs/heads/bench" + number
                                + "','targetRefName':'refs/heads/main','title':'bench','isDraft':true}")
                .json()
                .path("pullRequestId")
                .asLong();
        forge.post(REPO + "/pullrequests/" + pull + "/labels", "{'name':'millrace'}");
        if (pushed != 201 || pull == 0) {
            throw new IllegalStateException("The push was answered " + pushed);
        }
    }
}
