package dev.millrace.approval.page;

import dev.millrace.approval.page.Patch.File;
import dev.millrace.approval.page.Patch.Kind;
import dev.millrace.approval.page.Patch.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads unified diffs as Git writes them. What is in a hunk is told by the counts in its head, so no line of a changed
 * file passes for the head of another. Anything else is skipped: a broken diff shows less, and never fails.
 */
final class PatchReader {

    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
    private static final String NOTHING = "/dev/null";

    private final List<File> files = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private String path = "";
    private int before;
    private int after;
    private int beforeLeft;
    private int afterLeft;

    private PatchReader() {}

    static Patch read(String text) {
        var reader = new PatchReader();
        text.lines().forEach(reader::take);
        reader.endFile();
        return new Patch(reader.files);
    }

    private void take(String line) {
        if (beforeLeft > 0 || afterLeft > 0) {
            inHunk(line);
        } else {
            betweenHunks(line);
        }
    }

    private void inHunk(String line) {
        char mark = line.isEmpty() ? ' ' : line.charAt(0);
        String text = line.isEmpty() ? "" : line.substring(1);
        switch (mark) {
            case '+' -> {
                lines.add(new Line(Kind.ADDED, 0, after++, text));
                afterLeft--;
            }
            case '-' -> {
                lines.add(new Line(Kind.REMOVED, before++, 0, text));
                beforeLeft--;
            }
            case ' ' -> {
                lines.add(new Line(Kind.SAME, before++, after++, text));
                beforeLeft--;
                afterLeft--;
            }
            case '\\' -> {
                // "No newline at end of file" is no line of it.
            }
            default -> {
                beforeLeft = 0;
                afterLeft = 0;
                betweenHunks(line);
            }
        }
    }

    private void betweenHunks(String line) {
        Matcher hunk = HUNK.matcher(line);
        if (hunk.matches()) {
            before = Integer.parseInt(hunk.group(1));
            beforeLeft = hunk.group(2) == null ? 1 : Integer.parseInt(hunk.group(2));
            after = Integer.parseInt(hunk.group(3));
            afterLeft = hunk.group(4) == null ? 1 : Integer.parseInt(hunk.group(4));
            lines.add(new Line(Kind.HEAD, 0, 0, line));
        } else if (line.startsWith("diff --git ")) {
            endFile();
            int name = line.lastIndexOf(" b/");
            path = name < 0 ? line.substring("diff --git ".length()) : line.substring(name + 3);
        } else if (line.startsWith("--- ") && !lines.isEmpty()) {
            endFile();
            name(line);
        } else if (line.startsWith("--- ") || line.startsWith("+++ ")) {
            name(line);
        }
    }

    /** The new name counts, unless the file is gone. */
    private void name(String line) {
        String said = line.substring(4).split("\t", 2)[0];
        if (!said.equals(NOTHING)) {
            path = said.startsWith("a/") || said.startsWith("b/") ? said.substring(2) : said;
        }
    }

    private void endFile() {
        if (!path.isEmpty()) {
            files.add(new File(path, count(Kind.ADDED), count(Kind.REMOVED), lines));
        }
        lines = new ArrayList<>();
        path = "";
        beforeLeft = 0;
        afterLeft = 0;
    }

    private int count(Kind kind) {
        return Math.toIntExact(
                lines.stream().filter(line -> line.kind() == kind).count());
    }
}
