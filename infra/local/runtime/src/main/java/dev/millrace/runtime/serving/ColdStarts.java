package dev.millrace.runtime.serving;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;

/** How often and how fast a service started. Its {@link Revision} guards it. */
final class ColdStarts {

    private static final int REMEMBERED = 100;

    private final ArrayDeque<Duration> recent = new ArrayDeque<>();
    private long count;

    void add(Duration took) {
        count++;
        recent.addLast(took);
        if (recent.size() > REMEMBERED) {
            recent.removeFirst();
        }
    }

    long count() {
        return count;
    }

    /** The latest ones, oldest first. */
    List<Duration> recent() {
        return List.copyOf(recent);
    }
}
