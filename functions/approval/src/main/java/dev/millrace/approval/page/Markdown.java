package dev.millrace.approval.page;

import java.nio.charset.StandardCharsets;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown of somebody else as HTML that cannot do anything: HTML in it is shown as text, links lead to web addresses
 * alone, and pictures are told by their words.
 */
final class Markdown {

    private static final Parser PARSER = Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.NONE)
            .maxOpenBlockParsers(20)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .nodeRendererFactory(WordsOfPictures::new)
            .build();

    private Markdown() {}

    /** @param cut whether some of it is missing */
    record Rendered(String html, boolean cut) {}

    /** @param room bytes of HTML that it may take */
    static Rendered html(String markdown, int room) {
        String text = Html.visible(Html.cut(markdown, room));
        int longest = text.length();
        while (true) {
            Node document = PARSER.parse(Html.cut(text, longest));
            document.accept(new BelowTheHeadings());
            String html = RENDERER.render(document);
            if (html.getBytes(StandardCharsets.UTF_8).length <= room) {
                return new Rendered(html, longest < text.length() || markdown.length() > room);
            }
            longest /= 2;
        }
    }

    /** Its headings go under those of the page, so that the outline is one. */
    private static final class BelowTheHeadings extends AbstractVisitor {

        private static final int DEEPEST = 6;

        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(DEEPEST, heading.getLevel() + 2));
        }
    }
}
