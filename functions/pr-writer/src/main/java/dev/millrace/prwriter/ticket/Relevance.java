package dev.millrace.prwriter.ticket;

import dev.millrace.codehosts.Repositories.TreeFile;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which files a ticket speaks of: those that it names first, then those whose paths share its words, then what explains
 * a repository, then short paths. The same for the same ticket and files.
 */
record Relevance(String text, Set<String> words) {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+|(?<=\\p{Ll})(?=\\p{Lu})");
    private static final Pattern EXPLAINS =
            Pattern.compile("(?i)(.*/)?(readme|contributing|architecture|agents|package|pom|build)\\.[a-z.]+");
    private static final int SHORTEST_WORD = 3;
    private static final int NAMED = 1000;
    private static final int WORD = 10;
    private static final int EXPLAINING = 5;

    static Relevance of(String title, String description) {
        String text = title + "\n" + description;
        return new Relevance(text, words(text));
    }

    /** The most relevant first. */
    List<TreeFile> ordered(List<TreeFile> files) {
        return files.stream()
                .sorted(Comparator.comparingInt((TreeFile file) -> -score(file.path()))
                        .thenComparingInt(file -> file.path().length())
                        .thenComparing(TreeFile::path))
                .toList();
    }

    private int score(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        int score = text.contains(path) ? 2 * NAMED : text.contains(name) ? NAMED : 0;
        for (String word : words(path)) {
            score += words.contains(word) ? WORD : 0;
        }
        return score + (EXPLAINS.matcher(path).matches() ? EXPLAINING : 0);
    }

    private static Set<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text)
                .filter(word -> word.length() >= SHORTEST_WORD)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
