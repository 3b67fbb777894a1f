package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.ConventionalCommit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A merged pull request as its decision record sees it.
 *
 * @param ref host, project, repository and number as one text
 * @param description Markdown: the plan
 */
public record Plan(String ref, String title, String description) {

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*\\s*");
    private static final Pattern INLINE = Pattern.compile("(?i)\\s*\\**Decision:\\**\\s*(\\S.*)");
    private static final int LONGEST = 16 * 1024;

    /** What was decided; null when the plan records no decision. */
    @Nullable
    String decision() {
        return section("Decision").or(this::inline).orElse(null);
    }

    Optional<String> context() {
        return section("Context");
    }

    Optional<String> consequences() {
        return section("Consequences").or(() -> section("Consequence"));
    }

    /** The title without what Conventional Commits put before it. */
    String subject() {
        return harmless(ConventionalCommit.parse(title)
                .map(ConventionalCommit::description)
                .orElse(title)
                .strip());
    }

    private Optional<String> section(String name) {
        List<String> lines = description.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher heading = HEADING.matcher(lines.get(i));
            if (heading.matches() && heading.group(2).equalsIgnoreCase(name)) {
                int level = heading.group(1).length();
                return text(lines.stream()
                        .skip(i + 1L)
                        .takeWhile(line -> !ends(line, level))
                        .toList());
            }
        }
        return Optional.empty();
    }

    private static boolean ends(String line, int level) {
        Matcher heading = HEADING.matcher(line);
        return line.equals("---") || (heading.matches() && heading.group(1).length() <= level);
    }

    private Optional<String> inline() {
        List<String> lines = description.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher start = INLINE.matcher(lines.get(i));
            if (start.matches()) {
                String rest = lines.stream()
                        .skip(i + 1L)
                        .takeWhile(line -> !line.isBlank())
                        .reduce("", (all, line) -> all + "\n" + line);
                return text(List.of(start.group(1) + rest));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(List<String> lines) {
        String text = harmless(String.join("\n", lines).strip());
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…");
    }

    private static String harmless(String text) {
        return text.replace("<!--", "&lt;!--").replace("-->", "--&gt;");
    }
}
