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
 * file passes for the head of another; and lines end with a line feed alone, so that no other character in a line hides
 * what follows it. Anything else is skipped: a broken diff shows less, and never fails.
 */
final class PatchReader {

    private static final Pattern HUNK =
            Pattern.compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");
    private static final Pattern BLOBS = Pattern.compile("index [0-9a-f]{40,64}\\.\\.([0-9a-f]{40,64})(?: \\d+)?");
    private static final String FILE = "diff --git ";
    private static final String LEFT_OUT = "Left out";
    private static final String NOTHING = "/dev/null";

    private final List<File> files = new ArrayList<>();
    private List<Line> lines = new ArrayList<>();
    private String path = "";
    private String blob = "";
    private boolean leftOut;
    private int before;
    private int after;
    private int beforeLeft;
    private int afterLeft;

    private PatchReader() {}

    static Patch read(String text) {
        var reader = new PatchReader();
        Pattern.compile("\n").splitAsStream(text).forEach(reader::take);
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
        } else if (line.startsWith(FILE)) {
            endFile();
            path = named(line.substring(FILE.length()));
        } else if (line.startsWith("--- ") && !lines.isEmpty()) {
            endFile();
            name(line);
        } else if (line.startsWith("--- ") || line.startsWith("+++ ")) {
            name(line);
        } else if (line.startsWith("index ")) {
            Matcher blobs = BLOBS.matcher(line);
            blob = blobs.matches() && !blobs.group(1).matches("0+") ? blobs.group(1) : "";
        } else if (line.equals(LEFT_OUT)) {
            leftOut = true;
        }
    }

    /** The name that is there twice, or the second of two. */
    private static String named(String names) {
        int space = (names.length() - 1) / 2;
        if (names.startsWith("a/") && names.substring(space).equals(" b/" + names.substring(2, Math.max(2, space)))) {
            return names.substring(2, space);
        }
        int second = names.lastIndexOf(" b/");
        return second < 0 ? names : names.substring(second + 3);
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
            files.add(new File(path, blob, leftOut, withoutReturns()));
        }
        lines = new ArrayList<>();
        path = "";
        blob = "";
        leftOut = false;
        beforeLeft = 0;
        afterLeft = 0;
    }

    /** In a file whose lines all end with a carriage return as well, that says nothing; elsewhere it is shown. */
    private List<Line> withoutReturns() {
        boolean all = lines.stream()
                .allMatch(line -> line.kind() == Kind.HEAD || line.text().endsWith("\r"));
        return all
                ? lines.stream()
                        .map(line -> new Line(
                                line.kind(),
                                line.before(),
                                line.after(),
                                line.text().replaceFirst("\r$", "")))
                        .toList()
                : lines;
    }
}
