package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Repositories.TreeFile;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What lies between two commits. */
final class AdoDiffs {

    private static final int PAGE = 1000;
    private static final String UNKNOWN = "?";

    private final AdoApi api;
    private final BiFunction<RepositoryRef, String, List<TreeFile>> files;

    /** @param files of a commit, asked for when the host leaves out what a path holds */
    AdoDiffs(AdoApi api, BiFunction<RepositoryRef, String, List<TreeFile>> files) {
        this.api = api;
        this.files = files;
    }

    Diff compare(RepositoryRef repository, String target, String head) {
        SortedMap<String, String> blobs = blobs(changes(repository, target, head));
        if (blobs.containsValue(UNKNOWN)) {
            for (TreeFile file : files.apply(repository, head)) {
                blobs.replace(file.path(), UNKNOWN, file.blob());
            }
        }
        return new Diff(target, head, blobs);
    }

    /** Where no commit is common, Azure DevOps names none, or one of zeros. */
    Optional<String> base(RepositoryRef repository, String target, String head) {
        String common = api.json(call(repository, target, head).query("$top", 1))
                .path("commonCommit")
                .asText();
        return common.matches("0*") ? Optional.empty() : Optional.of(common);
    }

    private static Call call(RepositoryRef repository, String target, String head) {
        return Call.get(Paths.git(repository, "diffs", "commits"))
                .query("diffCommonCommit", true)
                .query("baseVersion", target)
                .query("baseVersionType", "commit")
                .query("targetVersion", head)
                .query("targetVersionType", "commit");
    }

    private List<JsonNode> changes(RepositoryRef repository, String target, String head) {
        Call call = call(repository, target, head).query("$top", PAGE);
        List<JsonNode> all = new ArrayList<>();
        while (true) {
            JsonNode page = api.json(call.query("$skip", all.size()));
            List<JsonNode> changes = Json.elements(page.path("changes"));
            all.addAll(changes);
            if (changes.isEmpty() || page.path("allChangesIncluded").asBoolean()) {
                return all;
            }
        }
    }

    /** A path that is both left and taken again is changed. */
    static SortedMap<String, String> blobs(List<JsonNode> changes) {
        SortedMap<String, String> blobs = new TreeMap<>();
        for (JsonNode change : changes) {
            JsonNode item = change.path("item");
            if (item.path("isFolder").asBoolean()
                    || item.path("gitObjectType").asText().equals("tree")) {
                continue;
            }
            String path = relative(item.path("path").asText());
            String type = change.path("changeType").asText();
            if (type.contains("delete")) {
                blobs.putIfAbsent(path, "");
                continue;
            }
            blobs.put(path, item.path("objectId").asText(UNKNOWN));
            if (type.contains("rename") && change.hasNonNull("sourceServerItem")) {
                blobs.putIfAbsent(relative(change.path("sourceServerItem").asText()), "");
            }
        }
        return blobs;
    }

    private static String relative(String path) {
        return path.replaceFirst("^/", "");
    }
}
