package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reads Git trees as a whole. GitHub cuts off what has over 100,000 entries; then folders are asked for one by one. */
final class Trees {

    private final GithubApi api;

    Trees(GithubApi api) {
        this.api = api;
    }

    /** Everything at a commit. */
    List<TreeEntry> all(FullName at, String commit) {
        return read(at, commit, "", folder -> true);
    }

    /**
     * What is at a commit.
     *
     * @param wanted says of a folder's path, without a slash at its end, whether it matters; others may be left out
     */
    List<TreeEntry> some(FullName at, String commit, Predicate<String> wanted) {
        return read(at, commit, "", wanted);
    }

    private List<TreeEntry> read(FullName at, String tree, String folder, Predicate<String> wanted) {
        Call call = Call.get(at.path("git", "trees", tree));
        JsonNode whole = api.send(call.query("recursive", 1));
        if (!whole.path("truncated").asBoolean()) {
            return entries(whole, folder);
        }
        JsonNode top = api.send(call);
        if (top.path("truncated").asBoolean()) {
            throw new HostException.Unsupported(
                    "the folder '" + folder + "' of " + at + " has more entries than GitHub lists",
                    "spread its files over several folders");
        }
        List<TreeEntry> found = new ArrayList<>(entries(top, folder));
        List<TreeEntry> below = found.stream()
                .filter(entry -> entry.isFolder() && wanted.test(entry.path()))
                .toList();
        Parallel.map(below, entry -> read(at, entry.sha(), entry.path() + "/", wanted))
                .forEach(found::addAll);
        return found;
    }

    private static List<TreeEntry> entries(JsonNode tree, String folder) {
        return tree.path("tree")
                .valueStream()
                .map(entry -> TreeEntry.of(entry, folder))
                .toList();
    }
}
