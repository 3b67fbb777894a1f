package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Digits in groups, with what stands between them. It reads no further than a number can be long, so many numbers in a
 * text cost no more than its length.
 *
 * @param start of the first digit, or of the plus or bracket before it
 * @param digits all of them
 * @param groups how many digits each group has
 * @param ends behind each group
 * @param separators between the groups
 */
record Digits(int start, String digits, List<Integer> groups, List<Integer> ends, String separators) {

    private static final int MOST = 40;
    private static final int MOST_GROUPS = 12;

    /** @return null when no digit comes at once */
    static @Nullable Digits read(String text, int start) {
        int i = start;
        while (i < start + 2 && (Chars.at(text, i) == '+' || Chars.at(text, i) == '(')) {
            i++;
        }
        var digits = new StringBuilder();
        var separators = new StringBuilder();
        List<Integer> groups = new ArrayList<>(4);
        List<Integer> ends = new ArrayList<>(4);
        int limit = Math.min(text.length(), start + MOST);
        while (groups.size() < MOST_GROUPS) {
            int first = i;
            while (i < limit && Chars.isDigit(text.charAt(i))) {
                digits.append(text.charAt(i++));
            }
            if (i == first) {
                break;
            }
            groups.add(i - first);
            ends.add(i);
            int between = separator(text, i);
            if (between == 0) {
                break;
            }
            separators.append(text, i, i + between).append('|');
            i += between;
        }
        return groups.isEmpty() ? null : new Digits(start, digits.toString(), groups, ends, separators.toString());
    }

    /** How many characters before the next digit separate two groups. */
    private static int separator(String text, int i) {
        int length = 0;
        while (length < 3 && " -./()".indexOf(Chars.at(text, i + length)) >= 0) {
            length++;
        }
        return length > 0 && Chars.isDigit(Chars.at(text, i + length)) ? length : 0;
    }

    int end() {
        return ends.getLast();
    }

    boolean hasGroups(Integer... sizes) {
        return groups.equals(List.of(sizes));
    }
}
