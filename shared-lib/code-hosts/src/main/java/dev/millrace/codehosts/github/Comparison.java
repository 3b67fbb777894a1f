package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.Diff;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What lies between two commits. GitHub lists 300 changed files and no more; beyond that the trees are compared here. */
final class Comparison {

    private static final int MOST_LISTED = 300;

    private final GithubApi api;
    private final Trees trees;

    Comparison(GithubApi api, Trees trees) {
        this.api = api;
        this.trees = trees;
    }

    Diff between(FullName at, String target, String head) {
        JsonNode answer = compare(at, target, head);
        JsonNode files = answer.path("files");
        if (files.size() < MOST_LISTED) {
            return new Diff(target, head, listed(files));
        }
        String base = answer.path("merge_base_commit").path("sha").asText();
        Supplier<List<TreeEntry>> before = Parallel.start(() -> trees.all(at, base));
        List<TreeEntry> after = trees.all(at, head);
        return new Diff(target, head, difference(before.get(), after));
    }

    Optional<String> base(FullName at, String target, String head) {
        return Optional.ofNullable(Json.text(compare(at, target, head).path("merge_base_commit"), "sha"));
    }

    private JsonNode compare(FullName at, String target, String head) {
        return api.send(Call.get(at.path("compare", target + "..." + head)).query("per_page", 1));
    }

    static SortedMap<String, String> listed(JsonNode files) {
        SortedMap<String, String> blobs = new TreeMap<>();
        for (JsonNode file : files) {
            String path = file.path("filename").asText();
            switch (file.path("status").asText()) {
                case "removed" -> blobs.putIfAbsent(path, "");
                case "renamed" -> {
                    blobs.putIfAbsent(file.path("previous_filename").asText(), "");
                    blobs.put(path, file.path("sha").asText());
                }
                default -> blobs.put(path, file.path("sha").asText());
            }
        }
        return blobs;
    }

    static SortedMap<String, String> difference(List<TreeEntry> before, List<TreeEntry> after) {
        SortedMap<String, TreeEntry> old = new TreeMap<>();
        before.stream().filter(entry -> !entry.isFolder()).forEach(entry -> old.put(entry.path(), entry));
        SortedMap<String, String> blobs = new TreeMap<>();
        for (TreeEntry entry : after) {
            if (!entry.isFolder() && !entry.equals(old.remove(entry.path()))) {
                blobs.put(entry.path(), entry.sha());
            }
        }
        old.keySet().forEach(path -> blobs.put(path, ""));
        return blobs;
    }
}
