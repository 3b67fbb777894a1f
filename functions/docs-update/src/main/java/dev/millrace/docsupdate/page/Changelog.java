package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.Category;
import dev.millrace.docsupdate.change.Chapter;
import dev.millrace.docsupdate.change.Timeline;
import dev.millrace.docsupdate.change.Version;
import dev.millrace.docsupdate.merge.Blocks;
import dev.millrace.docsupdate.merge.Lines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A changelog in the form of Keep a Changelog 1.1.0. Its part "Unreleased" is kept up to date; once a tag releases it, it
 * gets the version's name and is people's own.
 */
final class Changelog {

    static final String PATH = "CHANGELOG.md";

    private static final String NAME = "changelog";
    private static final String MARK = "### ";
    private static final Pattern UNRELEASED = Pattern.compile("(?i)## +\\[?unreleased]?.*");
    private static final Pattern RELEASED = Pattern.compile("## +\\[?(v?\\d+\\.\\d+\\.\\d+)]?(?:\\s.*)?");
    /** The next part, or the links that end the file. */
    private static final Pattern END = Pattern.compile("## .*|\\[[^\\]]+]: \\S.*");

    private static final List<String> ORDER = Arrays.stream(Category.values())
            .map(category -> MARK + category.title())
            .toList();

    private final Words words;
    private final Bases bases;
    private final Lines before;

    /** @param heading null while there is no unreleased part */
    private record Parts(List<String> above, @Nullable String heading, List<String> unreleased, List<String> below) {

        static Parts of(List<String> lines) {
            int heading = first(lines, 0, UNRELEASED);
            if (heading == lines.size()) {
                int next = first(lines, 0, END);
                return new Parts(lines.subList(0, next), null, List.of(), lines.subList(next, lines.size()));
            }
            int end = first(lines, heading + 1, END);
            return new Parts(
                    lines.subList(0, heading),
                    lines.get(heading),
                    lines.subList(heading + 1, end),
                    lines.subList(end, lines.size()));
        }

        private static int first(List<String> lines, int from, Pattern pattern) {
            for (int i = from; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).matches()) {
                    return i;
                }
            }
            return lines.size();
        }

        boolean tells(Version version) {
            return below.stream()
                    .map(RELEASED::matcher)
                    .filter(Matcher::matches)
                    .anyMatch(line ->
                            Version.parse(line.group(1)).filter(version::equals).isPresent());
        }

        Blocks blocks() {
            return Blocks.parse(
                    unreleased.stream().filter(line -> !Marker.is(line, NAME)).toList(), MARK);
        }
    }

    Changelog(Words words, Bases bases, String text) {
        this.words = words;
        this.bases = bases;
        this.before = Lines.of(text);
    }

    /** @return the whole file, as it is when there is nothing to say */
    Page update(Timeline timeline) {
        Parts parts = Parts.of(before.lines());
        Marker marker = Marker.find(parts.unreleased(), NAME).orElse(null);
        List<Chapter> released = marker == null ? List.of() : releasedSince(timeline, parts, marker);
        List<String> generated = words.changes(timeline.upcoming());
        if (marker == null && generated.isEmpty()) {
            return Page.of(PATH, before.original(), List.of());
        }
        Blocks base = base(marker);
        Blocks upcoming = Blocks.parse(generated, MARK);
        List<String> leftOut = new ArrayList<>();
        List<String> middle = new ArrayList<>();
        Blocks unreleased;
        if (released.isEmpty()) {
            Blocks.Merged merged = parts.blocks().merge(base, upcoming, ORDER);
            leftOut.addAll(merged.leftOut());
            unreleased = merged.blocks();
        } else {
            Blocks.Merged merged =
                    parts.blocks().merge(base, Blocks.parse(words.changes(released.getFirst()), MARK), ORDER);
            leftOut.addAll(merged.leftOut());
            middle.addAll(chapters(released, merged.blocks()));
            unreleased = upcoming;
        }
        String mark = new Marker(NAME, timeline.latest().orElse(null), bases.keep(generated)).line();
        return Page.of(PATH, before.text(assembled(parts, mark, unreleased, middle)), leftOut);
    }

    private static List<Chapter> releasedSince(Timeline timeline, Parts parts, Marker marker) {
        return timeline.releasedAfter(marker.since()).stream()
                .filter(chapter -> !parts.tells(chapter.version()))
                .toList();
    }

    private Blocks base(@Nullable Marker marker) {
        String key = marker == null ? null : marker.base();
        List<String> lines = key == null ? List.of() : bases.find(key).orElse(List.of());
        return Blocks.parse(lines, MARK);
    }

    /** The newest first; the oldest of them is what the unreleased part has become. */
    private List<String> chapters(List<Chapter> released, Blocks oldest) {
        List<String> lines = new ArrayList<>();
        for (Chapter chapter : released.reversed()) {
            boolean isOldest = chapter.equals(released.getFirst());
            List<String> body = isOldest ? oldest.lines() : Lines.trimmed(words.changes(chapter));
            if (!body.isEmpty()) {
                String day = chapter.released() == null ? "" : " - " + chapter.released();
                lines.addAll(List.of("## [" + chapter.version() + "]" + day, ""));
                lines.addAll(body);
                lines.add("");
            }
        }
        return lines;
    }

    private List<String> assembled(Parts parts, String mark, Blocks unreleased, List<String> released) {
        boolean fresh = before.lines().stream().allMatch(String::isBlank);
        List<String> above = Lines.trimmed(fresh ? words.changelogHead() : parts.above());
        Stream<String> top = above.isEmpty() ? Stream.of() : Stream.concat(above.stream(), Stream.of(""));
        String heading = parts.heading() == null ? "## [Unreleased]" : parts.heading();
        List<String> all = Stream.of(
                        top,
                        Stream.of(heading, "", mark, ""),
                        unreleased.lines().stream(),
                        Stream.of(""),
                        released.stream(),
                        parts.below().stream())
                .flatMap(part -> part)
                .toList();
        return Lines.trimmed(all);
    }
}
