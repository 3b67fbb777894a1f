package dev.millrace.docsupdate.change;

import dev.millrace.codehosts.Repositories.Commit;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit that users may notice.
 *
 * @param text one line, fit for Markdown
 * @param commit the commit's id
 */
public record Change(Category category, @Nullable String scope, String text, boolean breaking, String commit) {

    /** The trailer of the documentation's own commits. */
    public static final String OWN = "Millrace-Docs: ";

    private static final Pattern OWN_LINE = Pattern.compile("(?m)^\\s*\\Q" + OWN + "\\E\\S");
    private static final Pattern AZURE_SQUASH = Pattern.compile("^Merged PR \\d+: ");
    private static final int LONGEST = 300;
    private static final int SHORT_ID = 7;

    /** Empty for merges, for our own commits, and for what only developers notice. */
    public static Optional<Change> of(Commit commit) {
        String message = AZURE_SQUASH.matcher(commit.message()).replaceFirst("");
        String subject = message.lines().findFirst().orElse("");
        if (commit.parents().size() > 1 || subject.isBlank() || isOwn(commit.message())) {
            return Optional.empty();
        }
        Optional<ConventionalCommit> known = ConventionalCommit.parse(message);
        return known.isPresent()
                ? of(known.get(), subject, commit.id())
                : Optional.of(new Change(Category.CHANGED, null, plain(subject), false, commit.id()));
    }

    /** Whether a commit was made by the documentation itself. */
    public static boolean isOwn(String message) {
        return OWN_LINE.matcher(message).find();
    }

    private static Optional<Change> of(ConventionalCommit commit, String subject, String id) {
        return switch (commit.type()) {
            case "feat", "feature" -> listed(Category.ADDED, commit, id);
            case "fix" -> listed("security".equals(commit.scope()) ? Category.SECURITY : Category.FIXED, commit, id);
            case "security" -> listed(Category.SECURITY, commit, id);
            case "deprecate", "deprecated" -> listed(Category.DEPRECATED, commit, id);
            case "remove", "removed" -> listed(Category.REMOVED, commit, id);
            case "perf" -> listed(Category.CHANGED, commit, id);
            case "build", "chore", "ci", "docs", "refactor", "style", "test" ->
                commit.breaking() ? listed(Category.CHANGED, commit, id) : Optional.empty();
            // A word and a colon may be prose as well.
            default -> Optional.of(new Change(Category.CHANGED, null, plain(subject), commit.breaking(), id));
        };
    }

    private static Optional<Change> listed(Category category, ConventionalCommit commit, String id) {
        String note = commit.breakingNote();
        String text = note == null || note.isEmpty() ? commit.description() : plain(commit.description()) + ": " + note;
        String scope = commit.scope();
        return Optional.of(
                new Change(category, scope == null ? null : plain(scope), plain(text), commit.breaking(), id));
    }

    /** The change as an item of a list, without its bullet. */
    public String line() {
        return (breaking ? "**Breaking:** " : "")
                + (scope == null ? "" : "**" + scope + ":** ")
                + text
                + " (" + commit.substring(0, Math.min(SHORT_ID, commit.length())) + ")";
    }

    /** A commit's text may not open or close our marks. */
    private static String plain(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ")
                .replace("<!--", "&lt;!--")
                .replace("-->", "--&gt;")
                .strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }
}
