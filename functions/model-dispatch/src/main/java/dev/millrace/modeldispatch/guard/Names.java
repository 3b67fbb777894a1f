package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of people, each as whole words in any case, with any white space between them. */
final class Names {

    /** No name has a longer word, and no more of a text is read for one. */
    private static final int LONGEST_WORD = 80;

    /** One bit for each hash of a first word: most words of a text end here. */
    private final long[] firstWords = new long[64];

    private final Map<String, List<String[]>> byFirstWord = new HashMap<>();

    private int longest;

    /** Blank names are left out. */
    Names(List<String> names) {
        for (String name : names) {
            String[] words = name.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
            if (!words[0].isEmpty()) {
                longest = Math.max(longest, name.length() + 2 * words.length);
                byFirstWord
                        .computeIfAbsent(words[0], unseen -> new ArrayList<>())
                        .add(words);
                int hash = hash(words[0], 0, words[0].length());
                firstWords[hash >>> 6] |= 1L << hash;
            }
        }
        byFirstWord
                .values()
                .forEach(all -> all.sort(Comparator.comparingInt((String[] words) -> words.length)
                        .reversed()));
    }

    /** Characters of the longest name, however its words are parted. */
    int longest() {
        return longest;
    }

    boolean isEmpty() {
        return byFirstWord.isEmpty();
    }

    /** @param start index of the first character of a word */
    @Nullable
    Span find(String text, int start) {
        if (isMark(Chars.at(text, start - 1)) && Chars.isWord(Chars.at(text, start - 2))) {
            return null;
        }
        int end = wordEnd(text, start);
        Span whole = find(text, start, end);
        return whole == null && end - start > 2 && isPossessive(text, end - 2) ? find(text, start, end - 2) : whole;
    }

    private @Nullable Span find(String text, int start, int end) {
        int hash = hash(text, start, end);
        if ((firstWords[hash >>> 6] & 1L << hash) == 0) {
            return null;
        }
        List<String[]> candidates =
                byFirstWord.getOrDefault(text.substring(start, end).toLowerCase(Locale.ROOT), List.of());
        for (String[] words : candidates) {
            int last = follow(text, end, words);
            if (last > 0) {
                return new Span(start, last, "name");
            }
        }
        return null;
    }

    private static int wordEnd(String text, int start) {
        int end = start;
        while (end - start < LONGEST_WORD && isInside(text, end)) {
            end++;
        }
        return end;
    }

    /** The words after the first. @return behind the last one, -1 when they are others */
    private static int follow(String text, int from, String[] words) {
        int end = from;
        for (int i = 1; i < words.length; i++) {
            int start = end;
            while (start - end < 3 && Character.isWhitespace(Chars.at(text, start))) {
                start++;
            }
            end = start + words[i].length();
            if (start == from || !text.regionMatches(true, start, words[i], 0, words[i].length())) {
                return -1;
            }
        }
        return isInside(text, end) && !isPossessive(text, end) ? -1 : end;
    }

    private static boolean isPossessive(String text, int at) {
        return isMark(Chars.at(text, at)) && Chars.at(text, at + 1) == 's' && !Chars.isWord(Chars.at(text, at + 2));
    }

    /** Words are cut as names are written: hyphens and apostrophes between letters belong to them. */
    private static boolean isInside(String text, int at) {
        char c = Chars.at(text, at);
        return Chars.isWord(c) || (isMark(c) && Chars.isWord(Chars.at(text, at + 1)));
    }

    private static boolean isMark(char c) {
        return c == '-' || c == '\'' || c == '\u2019';
    }

    private static int hash(CharSequence text, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + Character.toLowerCase(text.charAt(i));
        }
        return (hash ^ hash >>> 12) & 0xfff;
    }
}
