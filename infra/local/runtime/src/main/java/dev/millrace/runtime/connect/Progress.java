package dev.millrace.runtime.connect;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a connection has come.
 *
 * @param projects by name
 * @param trouble what went wrong last; null when the last look went well
 */
public record Progress(
        SortedMap<String, Place> projects, @Nullable Trouble trouble) {

    public static final Progress NONE = new Progress(new TreeMap<>(), null);

    public Progress {
        projects = projects == null ? new TreeMap<>() : new TreeMap<>(projects);
    }

    /**
     * @param cursor up to which everything was taken by the platform
     * @param at when it was stored
     */
    public record Place(String cursor, Instant at) {}

    public record Trouble(String sentence, Instant since) {}

    /** Empty text for a project that was not looked at yet. */
    String cursor(String project) {
        Place place = projects.get(project);
        return place == null ? "" : place.cursor();
    }

    /** When a project's place was stored; null before the first time. */
    public @Nullable Instant polled(String project) {
        Place place = projects.get(project);
        return place == null ? null : place.at();
    }

    Progress at(String project, String cursor, Instant now) {
        SortedMap<String, Place> next = new TreeMap<>(projects);
        next.put(project, new Place(cursor, now));
        return new Progress(next, trouble);
    }

    Progress troubled(String sentence, Instant now) {
        return trouble != null && trouble.sentence().equals(sentence)
                ? this
                : new Progress(projects, new Trouble(sentence, now));
    }

    Progress calm() {
        return trouble == null ? this : new Progress(projects, null);
    }
}
