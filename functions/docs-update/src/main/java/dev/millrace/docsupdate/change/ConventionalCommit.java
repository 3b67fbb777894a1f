package dev.millrace.docsupdate.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit message by the rules of Conventional Commits 1.0.0.
 *
 * @param type lower case, as the specification makes no difference (rule 15)
 * @param breakingNote what a {@code BREAKING CHANGE} footer says; null when there is none
 */
public record ConventionalCommit(
        String type,
        @Nullable String scope,
        boolean breaking,
        String description,
        @Nullable String breakingNote) {

    private static final Pattern HEADER = Pattern.compile("([\\p{L}\\p{N}_-]++)(?:\\(([^()]++)\\))?(!)?: +(\\S.*)");
    private static final Pattern BREAKING = Pattern.compile("BREAKING[ -]CHANGE(?:: | #)(.*)");
    private static final Pattern FOOTER = Pattern.compile("[A-Za-z][A-Za-z-]*(?:: | #).*|BREAKING CHANGE(?:: | #).*");

    /** Empty for a message that keeps other rules. */
    public static Optional<ConventionalCommit> parse(String message) {
        List<String> lines = message.lines().toList();
        Matcher header = HEADER.matcher(lines.isEmpty() ? "" : lines.getFirst().strip());
        if (!header.matches()) {
            return Optional.empty();
        }
        String note = breakingNote(lines);
        return Optional.of(new ConventionalCommit(
                header.group(1).toLowerCase(Locale.ROOT),
                header.group(2) == null ? null : header.group(2).strip(),
                header.group(3) != null || note != null,
                header.group(4).strip(),
                note));
    }

    /** A footer's text goes on until a blank line or the next footer. */
    private static @Nullable String breakingNote(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            Matcher start = BREAKING.matcher(lines.get(i));
            if (start.matches()) {
                List<String> words = new ArrayList<>(List.of(start.group(1).strip()));
                lines.stream()
                        .skip(i + 1L)
                        .takeWhile(
                                line -> !line.isBlank() && !FOOTER.matcher(line).matches())
                        .forEach(line -> words.add(line.strip()));
                return String.join(" ", words);
            }
        }
        return null;
    }
}
