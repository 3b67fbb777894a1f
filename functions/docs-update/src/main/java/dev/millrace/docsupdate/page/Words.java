package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.Chapter;
import dev.millrace.docsupdate.change.Timeline;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What pages say, by the templates in {@code templates/}. */
@Singleton
public class Words {

    private final Engine engine;

    public Words(Engine engine) {
        this.engine = engine;
    }

    /** Lists of changes by their categories. */
    List<String> changes(Chapter chapter) {
        return lines(template("changes").data("chapter", chapter).render());
    }

    List<String> changelogHead() {
        return lines(template("changelog").render());
    }

    List<String> notes(Chapter chapter) {
        return lines(template("notes").data("chapter", chapter).render());
    }

    List<String> decision(int number, Plan plan, String decision, String mark) {
        return lines(template("decision")
                .data("number", number)
                .data("subject", plan.subject())
                .data("mark", mark)
                .data("ref", plan.ref())
                .data("context", plan.context().orElse(""))
                .data("decision", decision)
                .data("consequences", plan.consequences().orElse(""))
                .render());
    }

    /** A section of a README; empty when we know none of this name. */
    Optional<List<String>> section(String name, Timeline timeline) {
        return switch (name) {
            case "version" ->
                Optional.of(lines(template("version")
                        .data("version", timeline.latest().map(Object::toString).orElse(""))
                        .render()));
            case "changes" ->
                Optional.of(lines(
                        template("section").data("chapter", timeline.upcoming()).render()));
            default -> Optional.empty();
        };
    }

    /**
     * What reviewers read above the pull request.
     *
     * @param leftOut generated lines that gave way to people's
     * @param cut whether older changes were not looked at
     */
    public String description(Chapter chapter, List<String> leftOut, boolean cut) {
        return template("description")
                .data("chapter", chapter)
                .data("leftOut", leftOut)
                .data("cut", cut)
                .render();
    }

    private Template template(String name) {
        return Objects.requireNonNull(engine.getTemplate(name), name);
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }
}
