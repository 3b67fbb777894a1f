package dev.millrace.codehosts.ado;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeVisitor;

/** Rich text as plain text that keeps lines, items of lists and what is set as code. */
final class HtmlText {

    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^>]*>");
    private static final Pattern LINES = Pattern.compile("\\n{3,}");

    private HtmlText() {}

    /** Text without any tag keeps its lines: it was written by a program. */
    static String of(String html) {
        if (!TAG.matcher(html).find()) {
            return Parser.unescapeEntities(html, false);
        }
        var writer = new Writer();
        Jsoup.parseBodyFragment(html).body().traverse(writer);
        return LINES.matcher(writer.text).replaceAll("\n\n").strip();
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder text = new StringBuilder();

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                write(words);
            } else if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "br" -> text.append('\n');
                    case "li" -> line("- ");
                    case "img" -> text.append(element.attr("alt"));
                    default -> {
                        if (element.isBlock()) {
                            line("");
                        }
                    }
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && element.isBlock()) {
                line("");
            }
        }

        private void write(TextNode words) {
            Element parent = words.parent();
            boolean code = parent != null && parent.closest("pre") != null;
            String said = code ? words.getWholeText() : words.text().replace('\u00a0', ' ');
            boolean fresh = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
            text.append(!code && fresh ? said.stripLeading() : said);
        }

        /** Starts a line unless one has just been started. */
        private void line(String start) {
            if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
                text.append('\n');
            }
            text.append(start);
        }
    }
}
