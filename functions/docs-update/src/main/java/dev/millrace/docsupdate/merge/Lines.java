package dev.millrace.docsupdate.merge;

import java.util.List;

/**
 * A text as lines without their ends.
 *
 * @param windows whether most lines end as they do on Windows
 */
public record Lines(String original, List<String> lines, boolean windows) {

    public Lines {
        lines = List.copyOf(lines);
    }

    public static Lines of(String text) {
        long ends = text.chars().filter(each -> each == '\n').count();
        int windowsEnds = text.length() - text.replace("\r\n", "\n").length();
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new Lines(text, plain.lines().toList(), windowsEnds > 0 && windowsEnds >= ends - windowsEnds);
    }

    /** These lines as a text with the ends that this one has. */
    public String text(List<String> changed) {
        if (changed.equals(lines)) {
            return original;
        }
        String end = windows ? "\r\n" : "\n";
        return changed.isEmpty() ? "" : String.join(end, changed) + end;
    }

    /** Without blank lines at either end. */
    public static List<String> trimmed(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isBlank()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isBlank()) {
            to--;
        }
        return List.copyOf(lines.subList(from, to));
    }
}
