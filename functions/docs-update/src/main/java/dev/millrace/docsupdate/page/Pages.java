package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.Timeline;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All pages of a repository's documentation. */
@Singleton
public class Pages {

    private static final String README = "README.md";

    private final Words words;

    public Pages(Words words) {
        this.words = words;
    }

    /** The pages that are to change. */
    public List<Page> update(Timeline timeline, Tree tree, Bases bases, Plan plan) {
        List<Page> pages = new ArrayList<>();
        String changelog = tree.read(Changelog.PATH).orElse("");
        pages.add(new Changelog(words, bases, changelog).update(timeline));
        tree.paths().stream()
                .filter(README::equalsIgnoreCase)
                .findFirst()
                .flatMap(path -> tree.read(path).map(text -> new Readme(words, bases, path, text).update(timeline)))
                .ifPresent(pages::add);
        pages.addAll(new ReleaseNotes(words, bases, tree).update(timeline));
        new Decisions(words, tree).record(plan).ifPresent(pages::add);
        return pages.stream().filter(page -> changes(tree, page)).toList();
    }

    private static boolean changes(Tree tree, Page page) {
        Optional<String> text = tree.read(page.path());
        return page.from() != null
                || (text.isPresent()
                        ? !text.get().equals(page.text())
                        : !page.text().isEmpty());
    }
}
