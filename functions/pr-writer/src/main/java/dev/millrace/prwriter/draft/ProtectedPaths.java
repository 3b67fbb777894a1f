package dev.millrace.prwriter.draft;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Files that run with rights of their own, or decide who must agree: pipelines, hooks, owners, submodules. */
final class ProtectedPaths {

    private static final List<Pattern> PATTERNS = List.of(
            Pattern.compile("\\.github/(workflows|actions)/.*"),
            Pattern.compile("\\.github/dependabot\\.ya?ml"),
            Pattern.compile("\\.gitlab/.*"),
            Pattern.compile("(.*/)?\\.gitlab-ci\\.ya?ml"),
            Pattern.compile("\\.azuredevops/.*"),
            Pattern.compile("(.*/)?azure-pipelines[^/]*\\.ya?ml"),
            Pattern.compile("\\.(circleci|buildkite|tekton|husky|githooks)/.*"),
            Pattern.compile("(.*/)?jenkinsfile"),
            Pattern.compile("(\\.github/|\\.gitlab/|docs/)?codeowners"),
            Pattern.compile("(.*/)?\\.(gitmodules|gitattributes)"));

    private ProtectedPaths() {}

    /** Upper and lower case are the same, as they are to some file systems. */
    static boolean contain(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return PATTERNS.stream().anyMatch(pattern -> pattern.matcher(lower).matches());
    }
}
