package dev.millrace.approval.page;

import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;

/** Says what a picture shows instead of loading it from somewhere. */
final class WordsOfPictures implements NodeRenderer {

    private final HtmlNodeRendererContext context;

    WordsOfPictures(HtmlNodeRendererContext context) {
        this.context = context;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Image.class);
    }

    @Override
    public void render(Node picture) {
        picture.accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                context.getWriter().text(text.getLiteral());
            }
        });
    }
}
