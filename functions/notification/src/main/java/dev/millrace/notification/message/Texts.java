package dev.millrace.notification.message;

import dev.millrace.notification.message.Message.Action;
import dev.millrace.notification.message.Message.Section;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.quarkus.qute.Engine;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is said, by the templates {@code templates/<language>/<name>.txt}. Each has the fragments {@code title} and
 * {@code text}, and {@code action}: the words on the link to the value {@code link}, else {@code pullRequest}.
 */
@Singleton
public class Texts {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,59}");
    private static final String DIGEST = "digest";
    private static final List<String> LINKS = List.of("link", "pullRequest");
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_TITLE = 140;
    private static final int LONGEST_URL = 2_000;

    private final Engine engine;

    public Texts(Engine engine) {
        this.engine = engine;
    }

    /** @throws ProblemException 422 when nobody can be told this, saying what it lacks */
    public void require(Note note) {
        if (!NAME.matcher(note.template()).matches()
                || note.template().equals(DIGEST)
                || engine.getTemplate(path(note.template(), Language.EN)) == null) {
            throw unintelligible("There is no template '" + PlainText.cut(PlainText.line(note.template()), 60)
                    + "'; add it in each language, or name one that is there.");
        }
        try {
            message(note, Language.EN, ZoneOffset.UTC);
        } catch (TemplateException e) {
            throw unintelligible("The template '" + note.template() + "' shows a value that the event does not have.");
        }
    }

    /** One note. */
    public Message message(Note note, Language language, ZoneId zone) {
        Section section = section(note, language, zone);
        return new Message(
                Objects.requireNonNull(section.title()),
                language.tag(),
                List.of(new Section(null, section.paragraphs(), section.action())));
    }

    /** Several notes that waited. */
    public Message digest(List<Note> notes, Language language, ZoneId zone) {
        Template template = template(DIGEST, language);
        return new Message(
                PlainText.line(fragment(template, "title", Map.of("count", Integer.toString(notes.size())))),
                language.tag(),
                notes.stream().map(note -> section(note, language, zone)).toList());
    }

    private Section section(Note note, Language language, ZoneId zone) {
        Template template = template(note.template(), language);
        Map<String, String> values = new HashMap<>();
        note.values()
                .forEach((name, value) ->
                        values.put(name, PlainText.cut(PlainText.readable(language.time(value, zone)), LONGEST_VALUE)));
        String title = PlainText.cut(PlainText.line(fragment(template, "title", values)), LONGEST_TITLE);
        List<String> paragraphs = fragment(template, "text", values)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return new Section(
                title,
                paragraphs,
                link(note)
                        .map(url -> new Action(PlainText.line(fragment(template, "action", values)), url))
                        .orElse(null));
    }

    /** Only what leads to the web becomes a link. */
    private static Optional<URI> link(Note note) {
        return LINKS.stream()
                .flatMap(name -> Optional.ofNullable(note.values().get(name)).stream())
                .findFirst()
                .flatMap(Texts::url);
    }

    private static Optional<URI> url(String text) {
        try {
            return text.length() > LONGEST_URL
                    ? Optional.empty()
                    : Optional.of(URI.create(URI.create(text).toASCIIString()))
                            .filter(url -> url.getHost() != null && url.getUserInfo() == null)
                            .filter(url -> "https".equals(url.getScheme()) || "http".equals(url.getScheme()));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static String fragment(Template template, String name, Map<String, String> values) {
        return template.getFragment(name).data(values).render();
    }

    private Template template(String name, Language language) {
        return Objects.requireNonNull(engine.getTemplate(path(name, language)), name);
    }

    private static String path(String name, Language language) {
        return language.tag() + "/" + name;
    }

    private static ProblemException unintelligible(String detail) {
        return new ProblemException(Problem.unintelligible(detail));
    }
}
