package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.ado.NewsCursor.Mark;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Something that a service hook would tell.
 *
 * @param key the same for the same happening, whenever it is asked for
 * @param version of the resource's form
 */
record Happening(Instant when, String key, String event, ObjectNode resource, String version) {

    /** What of a stream is news, and where the stream is left. */
    record Fresh(List<Happening> news, Mark mark) {}

    /**
     * @param found everything since the mark, told or not
     * @param horizon what is younger may still become visible in another order, so the mark stays behind
     */
    static Fresh since(Mark mark, List<Happening> found, Instant horizon) {
        List<Happening> news = found.stream()
                .filter(each ->
                        !each.when().isBefore(mark.from()) && !mark.seen().contains(each.key()))
                .sorted(Comparator.comparing(Happening::when))
                .toList();
        Instant at = horizon.isAfter(mark.at()) ? horizon : mark.at();
        Set<String> seen = new TreeSet<>();
        found.stream()
                .filter(each -> !each.when().isBefore(at))
                .map(Happening::key)
                .forEach(seen::add);
        if (at.equals(mark.at())) {
            seen.addAll(mark.seen());
        }
        return new Fresh(news, new Mark(at, at, seen));
    }
}
