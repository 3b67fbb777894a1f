package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;

/** Private keys in the textual encoding of RFC 7468, from the first to the last line. */
final class PrivateKeys {

    static final String KIND = "private-key";

    /** How a last line begins. */
    static final String FOOT = "-----END ";

    private static final String HEAD = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LONGEST_HEAD = 60;

    private PrivateKeys() {}

    /** In the order of the text. To its end when the last line is missing. */
    static List<Span> find(String text) {
        List<Span> keys = new ArrayList<>(0);
        int begin = text.indexOf(HEAD);
        while (begin >= 0) {
            int head = text.indexOf(DASHES, begin + HEAD.length());
            if (head < 0) {
                break;
            }
            if (head - begin < LONGEST_HEAD && text.substring(begin, head).contains("PRIVATE KEY")) {
                int last = end(text, head + DASHES.length());
                int end = last < 0 ? text.length() : last;
                keys.add(new Span(begin, end, KIND));
                begin = text.indexOf(HEAD, end);
            } else {
                begin = text.indexOf(HEAD, begin + HEAD.length());
            }
        }
        return keys;
    }

    /** @return behind the first last line; -1 when there is none */
    static int end(String text, int from) {
        int foot = text.indexOf(FOOT, from);
        int dashes = foot < 0 ? -1 : text.indexOf(DASHES, foot + FOOT.length());
        return dashes < 0 ? -1 : dashes + DASHES.length();
    }

    /** From where on the text may be a first line that has not come whole; its length for nowhere. */
    static int unfinishedHead(String text) {
        int begin = text.lastIndexOf(HEAD);
        boolean unfinished = begin >= 0
                && text.length() - begin < LONGEST_HEAD + DASHES.length()
                && text.indexOf(DASHES, begin + HEAD.length()) < 0;
        return unfinished ? begin : text.length();
    }
}
