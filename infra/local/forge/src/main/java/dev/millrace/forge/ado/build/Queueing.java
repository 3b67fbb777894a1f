package dev.millrace.forge.ado.build;

import dev.millrace.forge.build.Build;
import dev.millrace.forge.build.Pipeline;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a request to build means: branch or pull request, and which commit. */
record Queueing(Core core) {

    private static final Pattern PULL = Pattern.compile("refs/pull/(\\d{1,18})/(?:merge|head)");

    /** @param ref empty for the default branch */
    Build queue(
            Pipeline pipeline,
            String ref,
            Optional<String> version,
            Map<String, String> variables,
            String reason,
            Person by) {
        Repo repo = core.projects().repo(pipeline.repo());
        GitRepo git = core.projects().git(repo);
        Optional<PullRequest> pull = pull(ref, repo);
        String branch = pull.map(PullRequest::source)
                .orElse(ref.isEmpty() ? repo.defaultBranch() : ref.replaceFirst("^refs/heads/", ""));
        String commit = version.filter(id -> git.commit(id).isPresent())
                .or(() -> git.branch(branch))
                .orElseThrow(() -> new HttpProblem(
                        400,
                        "BuildRequestValidationFailedException",
                        "There is no branch " + branch + " in " + repo.name() + "; push it first."));
        long number = pull.map(PullRequest::number).orElse(0L);
        return core.builds().queue(pipeline, "refs/heads/" + branch, commit, number, reason, variables, by);
    }

    private Optional<PullRequest> pull(String ref, Repo repo) {
        Matcher matcher = PULL.matcher(ref);
        return matcher.matches()
                ? core.pulls().find(Long.parseLong(matcher.group(1))).filter(pull -> pull.repo() == repo.number())
                : Optional.empty();
    }
}
