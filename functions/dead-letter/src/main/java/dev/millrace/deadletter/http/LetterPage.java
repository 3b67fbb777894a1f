package dev.millrace.deadletter.http;

import dev.millrace.deadletter.DeadLetter;
import dev.millrace.platform.rest.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the dead letters, the last to die first.
 *
 * @param next what to ask for with {@code after} to see more, null when there is no more
 */
record LetterPage(List<LetterView> items, @Nullable String next) {

    /** @param found one more than a page holds, when there is more */
    static LetterPage of(List<DeadLetter> found, int limit) {
        List<DeadLetter> shown = found.subList(0, Math.min(limit, found.size()));
        DeadLetter last = found.size() > limit ? shown.getLast() : null;
        return new LetterPage(
                shown.stream().map(LetterView::of).toList(),
                last == null ? null : new Cursor(last.lastSeen(), last.id()).text());
    }
}
