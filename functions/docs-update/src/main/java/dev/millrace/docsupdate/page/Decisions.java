package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.merge.Lines;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Architecture decision records: one file for each decision, numbered; written once, then people's own. */
final class Decisions {

    private static final String FOLDER = "docs/decisions/";
    private static final Pattern FILE = Pattern.compile("\\Q" + FOLDER + "\\E(\\d{1,5})-([^/]+)\\.md");
    private static final int LONGEST_SLUG = 60;

    private final Words words;
    private final Tree tree;

    Decisions(Words words, Tree tree) {
        this.words = words;
        this.tree = tree;
    }

    /** Empty when the plan decides nothing, or its decision is recorded. */
    Optional<Page> record(Plan plan) {
        String decision = plan.decision();
        if (decision == null || isRecorded(plan)) {
            return Optional.empty();
        }
        int number = tree.paths().stream()
                        .map(FILE::matcher)
                        .filter(Matcher::matches)
                        .mapToInt(file -> Integer.parseInt(file.group(1)))
                        .max()
                        .orElse(0)
                + 1;
        List<String> lines = Lines.trimmed(words.decision(number, plan, decision, mark(plan)));
        return Optional.of(Page.of(
                FOLDER + "%04d-%s.md".formatted(number, slug(plan)), String.join("\n", lines) + "\n", List.of()));
    }

    private boolean isRecorded(Plan plan) {
        return tree.paths().stream()
                .filter(path -> {
                    Matcher file = FILE.matcher(path);
                    return file.matches() && file.group(2).equals(slug(plan));
                })
                .flatMap(path -> tree.read(path).stream())
                .anyMatch(text -> text.contains(mark(plan)));
    }

    private static String mark(Plan plan) {
        return "<!-- millrace:decision of " + plan.ref() + " -->";
    }

    private static String slug(Plan plan) {
        String plain = Normalizer.normalize(plan.subject(), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String shorter = plain.length() <= LONGEST_SLUG ? plain : plain.substring(0, LONGEST_SLUG);
        return shorter.isEmpty() ? "decision" : shorter.replaceAll("-$", "");
    }
}
