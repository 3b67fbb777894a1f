package dev.millrace.forge.http;

import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param next place of the first element behind it
 * @param total of the whole list
 */
public record Slice<T>(List<T> part, int next, int total) {

    /**
     * @param from place of the first element; behind the end there is nothing
     * @param most elements
     */
    public static <T> Slice<T> of(List<T> all, int from, int most) {
        int start = Math.clamp(from, 0, all.size());
        int end = (int) Math.min(all.size(), (long) start + Math.max(0, most));
        return new Slice<>(List.copyOf(all.subList(start, end)), end, all.size());
    }

    /** Where to go on, as a token; empty at the end. */
    public Optional<String> continuation() {
        return next < total ? Optional.of(Integer.toString(next)) : Optional.empty();
    }
}
