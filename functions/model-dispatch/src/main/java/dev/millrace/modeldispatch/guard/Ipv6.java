package dev.millrace.modeldispatch.guard;

import org.jspecify.annotations.Nullable;

/** Addresses of IPv6 in text form (RFC 4291, section 2.2). */
final class Ipv6 {

    private static final int LONGEST = 39;

    private Ipv6() {}

    /**
     * @param colon index of the first colon
     * @param from no address begins before it
     */
    static @Nullable Span find(String text, int colon, int from) {
        int start = colon;
        while (start > from && colon - start < 4 && Chars.isHex(text.charAt(start - 1))) {
            start--;
        }
        int end = colon;
        while (end < text.length() && end - start <= LONGEST && isPart(text.charAt(end))) {
            end++;
        }
        if (end - start > LONGEST) {
            return null;
        }
        if (text.charAt(end - 1) == ':' && Chars.at(text, end - 2) != ':') {
            end--;
        }
        boolean apart = !Chars.isWord(Chars.at(text, start - 1)) && !Chars.isWord(Chars.at(text, end));
        return apart && isAddress(text.substring(start, end)) ? new Span(start, end, "ip") : null;
    }

    private static boolean isPart(char c) {
        return Chars.isHex(c) || c == ':';
    }

    /** At least three groups, so that neither times of day nor names of C++ are taken for one. */
    private static boolean isAddress(String word) {
        int gap = word.indexOf("::");
        if (gap >= 0 && (word.indexOf("::", gap + 1) >= 0 || word.indexOf(":::") >= 0)) {
            return false;
        }
        int groups = 0;
        boolean digit = false;
        for (String group : word.split(":", -1)) {
            if (group.length() > 4) {
                return false;
            }
            groups += group.isEmpty() ? 0 : 1;
            digit |= group.chars().anyMatch(c -> Chars.isDigit((char) c));
        }
        return digit && (gap >= 0 ? groups >= 2 && groups < 8 : groups == 8);
    }
}
