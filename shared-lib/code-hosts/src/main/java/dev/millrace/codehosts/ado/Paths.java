package dev.millrace.codehosts.ado;

import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.util.stream.Stream;

/** Where things lie below the organisation, as segments of a path. */
final class Paths {

    private static final String HEADS = "refs/heads/";

    private Paths() {}

    static String[] project(String project, String... more) {
        return Stream.concat(Stream.of(project, "_apis"), Stream.of(more)).toArray(String[]::new);
    }

    static String[] git(RepositoryRef repository, String... more) {
        return project(
                repository.project(),
                Stream.concat(Stream.of("git", "repositories", repository.name()), Stream.of(more))
                        .toArray(String[]::new));
    }

    static String[] pull(PullRequestRef pull, String... more) {
        return git(
                new RepositoryRef(pull.host(), pull.project(), pull.repository()),
                Stream.concat(Stream.of("pullRequests", pull.number()), Stream.of(more))
                        .toArray(String[]::new));
    }

    /** The full name of a branch. */
    static String ref(String branch) {
        return HEADS + branch;
    }

    /** A branch by its full name. */
    static String branch(String ref) {
        return ref.startsWith(HEADS) ? ref.substring(HEADS.length()) : ref;
    }
}
