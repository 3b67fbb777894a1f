package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.Chapter;
import dev.millrace.docsupdate.change.Timeline;
import dev.millrace.docsupdate.change.Version;
import dev.millrace.docsupdate.merge.Blocks;
import dev.millrace.docsupdate.merge.Lines;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A page for each version. The one of the coming version moves along as its number does; when another number is
 * released than was foreseen, it takes that.
 */
final class ReleaseNotes {

    private static final String FOLDER = "docs/release-notes/";
    private static final String NAME = "notes";
    private static final String MARK = "## ";
    private static final Pattern FILE = Pattern.compile("\\Q" + FOLDER + "\\E(\\d+\\.\\d+\\.\\d+)\\.md");
    private static final List<String> ORDER = List.of(
            "## Breaking changes", "## Added", "## Changed", "## Deprecated", "## Removed", "## Fixed", "## Security");
    private static final int MOST_READ = 4;

    private final Words words;
    private final Bases bases;
    private final Tree tree;

    private record Draft(String path, Lines text, Marker marker) {}

    ReleaseNotes(Words words, Bases bases, Tree tree) {
        this.words = words;
        this.bases = bases;
        this.tree = tree;
    }

    List<Page> update(Timeline timeline) {
        Map<String, Page> pages = new LinkedHashMap<>();
        for (Draft draft : drafts(timeline)) {
            Chapter chapter = timeline.releasedAfter(draft.marker().since()).stream()
                    .findFirst()
                    .orElseGet(timeline::upcoming);
            String path = path(chapter.version());
            boolean free = path.equals(draft.path()) || !tree.paths().contains(path);
            if (free && !chapter.isEmpty()) {
                pages.putIfAbsent(path, page(chapter, draft));
            }
        }
        Chapter upcoming = timeline.upcoming();
        String next = path(upcoming.version());
        if (!upcoming.isEmpty() && !tree.paths().contains(next)) {
            pages.putIfAbsent(next, page(upcoming, null));
        }
        return List.copyOf(pages.values());
    }

    /** Those of ours that no release has ended, and that of the last release, which may have been foreseen otherwise. */
    private List<Draft> drafts(Timeline timeline) {
        return tree.paths().stream()
                .filter(path -> {
                    Matcher file = FILE.matcher(path);
                    return file.matches()
                            && Version.parse(file.group(1))
                                    .filter(version -> !timeline.isReleased(version)
                                            || timeline.latest()
                                                    .filter(version::equals)
                                                    .isPresent())
                                    .isPresent();
                })
                .sorted()
                .limit(MOST_READ)
                .flatMap(path -> draft(path).stream())
                .toList();
    }

    private Optional<Draft> draft(String path) {
        return tree.read(path)
                .map(Lines::of)
                .flatMap(lines -> Marker.find(lines.lines(), NAME).map(marker -> new Draft(path, lines, marker)));
    }

    private Page page(Chapter chapter, @Nullable Draft draft) {
        List<String> generated = Lines.trimmed(words.notes(chapter));
        String mark = new Marker(NAME, chapter.previous(), bases.keep(generated)).line();
        Blocks now = Blocks.parse(generated, MARK);
        if (draft == null) {
            return Page.of(path(chapter.version()), String.join("\n", with(mark, now.lines())) + "\n", List.of());
        }
        String base = draft.marker().base();
        List<String> before = base == null ? List.of() : bases.find(base).orElse(List.of());
        List<String> theirs = draft.text().lines().stream()
                .filter(line -> !Marker.is(line, NAME))
                .toList();
        Blocks.Merged merged = Blocks.parse(theirs, MARK).merge(Blocks.parse(before, MARK), now, ORDER);
        String path = path(chapter.version());
        return new Page(
                path,
                draft.text().text(with(mark, merged.blocks().lines())),
                path.equals(draft.path()) ? null : draft.path(),
                merged.leftOut());
    }

    private static List<String> with(String mark, List<String> lines) {
        var all = new ArrayList<>(List.of(mark, ""));
        all.addAll(lines);
        return all;
    }

    private static String path(Version version) {
        return FOLDER + version + ".md";
    }
}
