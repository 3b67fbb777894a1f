package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a text.
 *
 * @param end behind the last character
 * @param kind of what was found there
 */
record Span(int start, int end, String kind) {

    private static final Comparator<Span> FIRST_AND_LONGEST = Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed());

    /** In the order of the text; of those that overlap, what the ones before leave. */
    static List<Span> apart(List<Span> spans) {
        if (spans.size() < 2) {
            return spans;
        }
        List<Span> apart = new ArrayList<>(spans.size());
        int from = 0;
        for (Span span : spans.stream().sorted(FIRST_AND_LONGEST).toList()) {
            if (span.end() > from) {
                apart.add(new Span(Math.max(span.start(), from), span.end(), span.kind()));
                from = span.end();
            }
        }
        return apart;
    }
}
