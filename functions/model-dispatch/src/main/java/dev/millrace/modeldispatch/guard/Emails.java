package dev.millrace.modeldispatch.guard;

import org.jspecify.annotations.Nullable;

/** Addresses of mail (RFC 5321, section 4.1.2, without quoted local parts). */
final class Emails {

    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_DOMAIN = 253;

    private Emails() {}

    /**
     * @param at index of an {@code @}
     * @param from no address begins before it
     */
    static @Nullable Span find(String text, int at, int from) {
        int start = at;
        while (start > from && at - start < LONGEST_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && text.charAt(start) == '.') {
            start++;
        }
        int end = domainEnd(text, at + 1);
        if (start == at || end < 0 || isRemote(text, start, at, end)) {
            return null;
        }
        return new Span(start, end, "email");
    }

    private static boolean isLocal(char c) {
        return Chars.isWord(c) || c == '.' || c == '+' || c == '-' || c == '%' || c == '\'';
    }

    /** @return -1 when it is no domain with a top level of letters */
    private static int domainEnd(String text, int from) {
        int end = from;
        int label = from;
        int top = -1;
        while (end - from < LONGEST_DOMAIN) {
            char c = Chars.at(text, end);
            if (c == '.' && end > label) {
                top = end + 1;
                label = end + 1;
            } else if (!Chars.isAscii(c) && c != '-') {
                break;
            }
            end++;
        }
        while (end > from && !Chars.isAscii(text.charAt(end - 1))) {
            end--;
        }
        if (top > end) {
            top = text.lastIndexOf('.', end - 1) + 1;
        }
        return top > from && end - top >= 2 && isLetters(text, top, end) ? end : -1;
    }

    private static boolean isLetters(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Chars.isAscii(text.charAt(i)) || Chars.isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Git's {@code git@host:path} is nobody's address. */
    private static boolean isRemote(String text, int start, int at, int end) {
        return text.startsWith("git", start) && at - start == 3 && Chars.at(text, end) == ':';
    }
}
