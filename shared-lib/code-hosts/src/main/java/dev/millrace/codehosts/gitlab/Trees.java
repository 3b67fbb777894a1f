package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies in commits. GitLab's own comparison names no blobs and ends at some thousand files; so this one compares
 * folders by their ids and goes down where they differ.
 */
final class Trees {

    private final Site site;

    Trees(Site site) {
        this.site = site;
    }

    /** @param mode as Git has it: {@code 040000} is a folder, {@code 160000} a submodule */
    record Entry(String path, String id, String mode) {

        static Entry of(JsonNode node) {
            return new Entry(Fields.needed(node, "path"), Fields.needed(node, "id"), Fields.needed(node, "mode"));
        }

        boolean isFolder() {
            return mode.equals("040000");
        }

        boolean isSubmodule() {
            return mode.equals("160000");
        }
    }

    /** Everything below the root, folders too. */
    List<Entry> all(String repository, String commit) {
        return list(repository, commit, "", true);
    }

    /**
     * Blob ids of the paths that differ: those of the head, empty text where it has none.
     *
     * @param base empty for nothing at all
     */
    SortedMap<String, String> changes(String repository, Optional<String> base, String head) {
        var changes = new Changes();
        if (base.isEmpty()) {
            changes.added.add("");
        } else {
            changes.common.add("");
        }
        while (!changes.common.isEmpty()) {
            List<String> folders = List.copyOf(changes.common);
            changes.common.clear();
            List<Map<String, Entry>> sides = Site.together(
                    IntStream.range(0, 2 * folders.size()).boxed().toList(),
                    i -> byPath(list(repository, i % 2 == 0 ? base.orElseThrow() : head, folders.get(i / 2), false)));
            for (int i = 0; i < sides.size(); i += 2) {
                changes.compare(sides.get(i), sides.get(i + 1));
            }
        }
        files(repository, head, changes.added).forEach(file -> changes.blobs.put(file.path(), file.id()));
        base.ifPresent(commit ->
                files(repository, commit, changes.removed).forEach(file -> changes.blobs.putIfAbsent(file.path(), "")));
        return changes.blobs;
    }

    private Stream<Entry> files(String repository, String commit, List<String> folders) {
        return Site.together(folders, folder -> list(repository, commit, folder, true)).stream()
                .flatMap(List::stream)
                .filter(entry -> !entry.isFolder());
    }

    /** What is known of a comparison. */
    private static final class Changes {

        private final SortedMap<String, String> blobs = new TreeMap<>();
        private final List<String> common = new ArrayList<>();
        private final List<String> added = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();

        void compare(Map<String, Entry> before, Map<String, Entry> after) {
            var paths = new TreeSet<>(before.keySet());
            paths.addAll(after.keySet());
            for (String path : paths) {
                Entry old = before.get(path);
                Entry fresh = after.get(path);
                if (fresh == null || !fresh.equals(old)) {
                    note(path, old, fresh);
                }
            }
        }

        private void note(String path, @Nullable Entry old, @Nullable Entry fresh) {
            boolean wasFolder = old != null && old.isFolder();
            boolean isFolder = fresh != null && fresh.isFolder();
            if (wasFolder && isFolder) {
                common.add(path);
                return;
            }
            if (wasFolder) {
                removed.add(path);
            }
            if (isFolder) {
                added.add(path);
            }
            if (fresh != null && !isFolder) {
                blobs.put(path, fresh.id());
            } else if (old != null && !wasFolder) {
                blobs.put(path, "");
            }
        }
    }

    private static Map<String, Entry> byPath(List<Entry> entries) {
        return entries.stream().collect(Collectors.toMap(Entry::path, Function.identity(), (one, same) -> one));
    }

    private List<Entry> list(String repository, String commit, String folder, boolean recursive) {
        Call first = Site.list(repository, "repository", "tree").query("ref", commit);
        if (!folder.isEmpty()) {
            first = first.query("path", folder);
        }
        return pages(recursive ? first.query("recursive", true) : first).stream()
                .flatMap(page -> page.json().valueStream())
                .map(Entry::of)
                .toList();
    }

    /** A commit never changes, so pages may come in any order once their number is known. */
    private List<Reply> pages(Call first) {
        Reply page = site.http().send(first);
        int last = page.header("X-Total-Pages").map(Trees::number).orElse(0);
        List<Reply> rest = last > 0
                ? Site.together(
                        IntStream.rangeClosed(2, last).boxed().toList(),
                        number -> site.http().send(first.query("page", number)))
                : page.next()
                        .map(next -> site.http().linkedPages(Call.get(next)))
                        .orElse(List.of());
        return Stream.concat(Stream.of(page), rest.stream()).toList();
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }
}
