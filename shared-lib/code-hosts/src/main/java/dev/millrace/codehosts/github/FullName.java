package dev.millrace.codehosts.github;

import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.util.ArrayList;
import java.util.List;

/**
 * A repository as GitHub's addresses name it. Webhooks name it {@code owner/name} where other hosts have a project, so
 * that is understood in either place of a reference.
 */
record FullName(String owner, String name) {

    static FullName of(RepositoryRef repository) {
        String owner = repository.project().replaceFirst("/.*", "");
        return parse(repository.name().contains("/") ? repository.name() : owner + "/" + repository.name());
    }

    static FullName of(PullRequestRef pull) {
        return of(new RepositoryRef(pull.host(), pull.project(), pull.repository()));
    }

    /** @throws HostException.Invalid when the text is not {@code owner/name} */
    static FullName parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2 || !isName(parts[0]) || !isName(parts[1])) {
            throw new HostException.Invalid("a repository of GitHub is written owner/name, unlike '" + text + "'");
        }
        return new FullName(parts[0], parts[1]);
    }

    RepositoryRef ref(String host) {
        return new RepositoryRef(host, owner, name);
    }

    /** As webhooks name it, so that both are the same pull request to everybody. */
    PullRequestRef pull(String host, String number) {
        return new PullRequestRef(host, toString(), toString(), number);
    }

    /** Path segments below the repository. */
    String[] path(String... below) {
        List<String> segments = new ArrayList<>(List.of("repos", owner, name));
        segments.addAll(List.of(below));
        return segments.toArray(String[]::new);
    }

    /**
     * Path segments of a file or ref, whose own slashes stay slashes.
     *
     * @throws HostException.NotFound when no file or ref can have such a name
     */
    String[] under(String area, String path) {
        List<String> segments = new ArrayList<>(List.of(area.split("/")));
        for (String segment : path.split("/", -1)) {
            if (!isName(segment)) {
                throw new HostException.NotFound("there can be no '" + path + "' in " + this);
            }
            segments.add(segment);
        }
        return path(segments.toArray(String[]::new));
    }

    /**
     * The number of an issue, pull request or run.
     *
     * @throws HostException.NotFound when the text is none
     */
    static String number(String text) {
        if (!text.matches("[0-9]{1,19}")) {
            throw new HostException.NotFound("there can be no number '" + text + "' on GitHub");
        }
        return text;
    }

    private static boolean isName(String segment) {
        return !segment.isBlank() && !segment.equals(".") && !segment.equals("..");
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
