package dev.millrace.docsupdate.page;

import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.contracts.Digest;
import dev.millrace.docsupdate.change.Timeline;
import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** A repository in memory, whose documentation is written again and again. */
final class Desk implements Tree, Bases {

    static final Words WORDS = new Words(engine());

    final Map<String, String> files = new TreeMap<>();
    final Map<String, List<String>> texts = new HashMap<>();
    Plan plan = new Plan("code/acme/shop#1", "feat: a", "");

    private static Engine engine() {
        Engine engine = Engine.builder()
                .addDefaults()
                .addValueResolver(new ReflectionValueResolver())
                .build();
        for (String name : List.of("changelog", "changes", "notes", "section", "version", "decision", "description")) {
            engine.putTemplate(name, engine.parse(text("templates/" + name + ".md")));
        }
        return engine;
    }

    private static String text(String resource) {
        try (InputStream in = Desk.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the paths that were written */
    List<String> update(List<Commit> history, Map<String, String> tags) {
        Timeline timeline = Timeline.of(history, tags, history.getFirst().id(), 500);
        List<Page> pages = new Pages(WORDS).update(timeline, this, this, plan);
        for (Page page : pages) {
            if (page.from() != null) {
                files.remove(page.from());
            }
            files.put(page.path(), page.text());
        }
        return pages.stream().map(Page::path).toList();
    }

    String file(String path) {
        return Objects.requireNonNull(files.get(path), path);
    }

    void edit(String path, String from, String to) {
        String text = file(path);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(from + " is not in\n" + text);
        }
        files.put(path, text.replace(from, to));
    }

    @Override
    public List<String> paths() {
        return List.copyOf(files.keySet());
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(files.get(path));
    }

    @Override
    public Optional<List<String>> find(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    @Override
    public String keep(List<String> lines) {
        String key = Digest.of(String.join("\n", lines)).hex().substring(0, 32);
        texts.put(key, lines);
        return key;
    }
}
