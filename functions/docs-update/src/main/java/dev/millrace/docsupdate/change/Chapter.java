package dev.millrace.docsupdate.change;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one version, the oldest first.
 *
 * @param released null while it is to come
 * @param previous null for the first one
 */
public record Chapter(
        Version version,
        @Nullable LocalDate released,
        @Nullable Version previous,
        List<Change> changes) {

    public Chapter {
        changes = List.copyOf(changes);
    }

    /** A part of a chapter. */
    public record Part(Category category, List<Change> changes) {

        public String title() {
            return category.title();
        }
    }

    /** The categories that have changes. */
    public List<Part> parts() {
        return Arrays.stream(Category.values())
                .map(category -> new Part(
                        category,
                        changes.stream()
                                .filter(change -> change.category() == category)
                                .toList()))
                .filter(part -> !part.changes().isEmpty())
                .toList();
    }

    public List<Change> breaking() {
        return changes.stream().filter(Change::breaking).toList();
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
