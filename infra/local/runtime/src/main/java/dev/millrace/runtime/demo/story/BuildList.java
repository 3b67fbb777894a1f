package dev.millrace.runtime.demo.story;

import dev.millrace.contracts.events.BuildEvent;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The builds of one ticket, and how those ended that have. For one thread. */
final class BuildList {

    private final Set<BuildRef> queued = new HashSet<>();
    private final Map<BuildRef, BuildEvent.Completed> ended = new HashMap<>();

    void queue(BuildRef build) {
        queued.add(build);
    }

    /** @return whether that is news */
    boolean end(BuildEvent.Completed completed) {
        return ended.putIfAbsent(completed.build(), completed) == null;
    }

    boolean has(BuildRef build) {
        return queued.contains(build);
    }

    long count(BuildEvent.Result result) {
        return ended.values().stream()
                .filter(completed -> completed.result() == result)
                .count();
    }
}
