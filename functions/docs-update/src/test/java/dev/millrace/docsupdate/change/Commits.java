package dev.millrace.docsupdate.change;

import dev.millrace.codehosts.Repositories.Commit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Histories for tests: the ids are {@code c1}, {@code c2} and so on, padded to look like Git's. */
public final class Commits {

    private static final Instant DAY = Instant.parse("2026-11-23T10:00:00Z");

    private Commits() {}

    public static Commit commit(String id, String message, String... parents) {
        return new Commit(id(id), Arrays.stream(parents).map(Commits::id).toList(), message, "Ada", DAY);
    }

    /** Commits one upon the other, given the oldest first, as a host lists them: the newest first. */
    public static List<Commit> line(String... messages) {
        List<Commit> commits = new ArrayList<>(IntStream.range(0, messages.length)
                .mapToObj(i -> i == 0 ? commit("c1", messages[0]) : commit("c" + (i + 1), messages[i], "c" + i))
                .toList());
        return commits.reversed();
    }

    public static String id(String name) {
        return name + "0".repeat(40 - name.length());
    }
}
