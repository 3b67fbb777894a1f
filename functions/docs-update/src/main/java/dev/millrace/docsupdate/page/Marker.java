package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.Version;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The comment above generated text. It names the text as it was generated, so that whoever moves, merges or squashes
 * the text takes along what the next generation needs.
 *
 * @param since the last release at that time; null for none
 * @param base key of the generated text among the {@link Bases}; null when nothing was generated yet
 */
record Marker(
        String name, @Nullable Version since, @Nullable String base) {

    private static final Pattern LINE =
            Pattern.compile("\\s*<!-- millrace:([a-z][a-z-]*)(?: since=([0-9.]+))?(?: base=([0-9a-f]{32}))? -->\\s*");

    static Optional<Marker> parse(String line) {
        Matcher match = LINE.matcher(line);
        return match.matches()
                ? Optional.of(new Marker(
                        match.group(1),
                        Optional.ofNullable(match.group(2))
                                .flatMap(Version::parse)
                                .orElse(null),
                        match.group(3)))
                : Optional.empty();
    }

    /** The first of a name. */
    static Optional<Marker> find(List<String> lines, String name) {
        return lines.stream()
                .flatMap(line -> parse(line).stream())
                .filter(marker -> marker.name().equals(name))
                .findFirst();
    }

    static boolean is(String line, String name) {
        return parse(line).filter(marker -> marker.name().equals(name)).isPresent();
    }

    String line() {
        return "<!-- millrace:" + name + (since == null ? "" : " since=" + since)
                + (base == null ? "" : " base=" + base) + " -->";
    }
}
