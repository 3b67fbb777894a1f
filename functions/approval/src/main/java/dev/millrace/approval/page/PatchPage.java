package dev.millrace.approval.page;

import dev.millrace.approval.page.Patch.File;
import dev.millrace.approval.page.Patch.Line;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A diff as HTML of a bounded size: files fold, long ones are closed, and what does not fit is named. */
final class PatchPage {

    private static final int MOST_FILES = 60;
    private static final int OPEN_LINES = 80;
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_PATH = 200;

    private PatchPage() {}

    /** @param room bytes for the lines of all files */
    static String html(Patch patch, Words words, int room) {
        var html = new StringBuilder();
        List<File> files = patch.files();
        html.append("<p>")
                .append(Html.escape(words.fill("diff.files", files.size())))
                .append("</p>");
        int left = room;
        for (File file : files.subList(0, Math.min(MOST_FILES, files.size()))) {
            String lines = lines(file, words);
            int size = lines.getBytes(StandardCharsets.UTF_8).length;
            boolean fits = size <= left;
            left -= fits ? size : 0;
            append(html, file, fits && !file.leftOut() ? lines : note(words.text("diff.cut")), words);
        }
        if (files.size() > MOST_FILES) {
            html.append(note(words.fill("diff.more", files.size() - MOST_FILES)));
        }
        return html.toString();
    }

    private static void append(StringBuilder html, File file, String content, Words words) {
        html.append(file.lines().size() <= OPEN_LINES ? "<details open>" : "<details>")
                .append("<summary><code>")
                .append(Html.escape(Html.cut(file.path(), LONGEST_PATH)))
                .append("</code>")
                .append(file.lines().isEmpty() ? "" : " +" + file.added() + " −" + file.removed())
                .append("</summary>")
                .append(file.lines().isEmpty() && !file.leftOut() ? note(words.text("diff.binary")) : content)
                .append("</details>\n");
    }

    private static String lines(File file, Words words) {
        var html = new StringBuilder("<pre class=\"diff\" tabindex=\"0\">");
        for (Line line : file.lines()) {
            String tag = switch (line.kind()) {
                case HEAD -> "b";
                case SAME -> "i";
                case ADDED -> "ins";
                case REMOVED -> "del";
            };
            html.append('<')
                    .append(tag)
                    .append('>')
                    .append(numbered(line, words))
                    .append("</")
                    .append(tag)
                    .append('>');
        }
        return html.append("</pre>").toString();
    }

    private static String numbered(Line line, Words words) {
        int hidden = line.text().length() - LONGEST_LINE;
        String text = Html.escape(Html.cut(line.text(), LONGEST_LINE))
                + (hidden > 0 ? " [" + Html.escape(words.fill("diff.line", hidden)) + "]" : "");
        return switch (line.kind()) {
            case HEAD -> text;
            case SAME -> "%4d %4d   %s".formatted(line.before(), line.after(), text);
            case ADDED -> "     %4d + %s".formatted(line.after(), text);
            case REMOVED -> "%4d      - %s".formatted(line.before(), text);
        };
    }

    static String note(String text) {
        return "<p class=\"note\">" + Html.escape(text) + "</p>";
    }
}
