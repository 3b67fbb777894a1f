package dev.millrace.codehosts.gitlab;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostHttp;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * One GitLab as one account sees it.
 *
 * @param host name of the host binding
 * @param web where people read it, without a slash at the end
 */
record Site(String host, URI web, HostHttp http, Patience patience, Timing timing) {

    /** The most that GitLab lists at a time. */
    static final int PAGE = 100;

    private static final int AT_ONCE = 8;

    /** A repository's full path. As a hook says it, the name is the full path already. */
    static String path(RepositoryRef repository) {
        return path(repository.project(), repository.name());
    }

    static String path(PullRequestRef pullRequest) {
        return path(pullRequest.project(), pullRequest.repository());
    }

    private static String path(String group, String name) {
        return name.contains("/") ? name : group + "/" + name;
    }

    RepositoryRef repository(String path) {
        int slash = path.lastIndexOf('/');
        return new RepositoryRef(host, path.substring(0, Math.max(0, slash)), path.substring(slash + 1));
    }

    /** Segments of what belongs to a repository. */
    static String[] at(String path, String... more) {
        return Stream.concat(Stream.of("projects", path), Stream.of(more)).toArray(String[]::new);
    }

    static Call list(String path, String... more) {
        return Call.get(at(path, more)).query("per_page", PAGE);
    }

    /** @throws HostException.NotFound when it is no number, which nothing in GitLab is called by */
    static String number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw new HostException.NotFound("GitLab has no '" + text + "'");
        }
        return text;
    }

    /** Does the same to each, some at a time; in order. The first failure ends the rest. */
    static <T, R> List<R> together(List<T> items, Function<T, R> work) {
        return items.stream().gather(Gatherers.mapConcurrent(AT_ONCE, work)).toList();
    }

    /** Waits a while for the host: longer each time, and about as long as a call may take all in all. */
    void pause(int time) {
        Duration wait = patience.step().multipliedBy(1L << Math.min(time, 16));
        try {
            timing.pause().wait(wait.compareTo(patience.longest()) < 0 ? wait : patience.longest());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException.Unavailable("Waiting for " + web.getHost() + " was broken off", e);
        }
    }
}
