package dev.millrace.modeldispatch.guard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds personal data in one pass over a text. Each kind looks at a bounded stretch around a character that it needs. */
final class PersonalData {

    /** An IBAN in groups, or a number with what stands between its digits. */
    private static final int WIDEST = 48;

    /** An address of mail. */
    private static final int LONGEST_WORD = 330;

    private final Names names;

    PersonalData(Names names) {
        this.names = names;
    }

    /** In the order of the text, none overlapping another. */
    List<Span> find(String text) {
        List<Span> spans = new ArrayList<>(0);
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            Span span = at(text, i, from);
            if (span == null) {
                i++;
            } else {
                while (!spans.isEmpty() && spans.getLast().end() > span.start()) {
                    spans.removeLast();
                }
                spans.add(span);
                // A name may be the beginning of an address of mail.
                from = span.kind().equals("name") ? from : span.end();
                i = span.end();
            }
        }
        return spans;
    }

    /** From where on more text may change what is found: the beginning of a word. */
    int openFrom(String text) {
        int from = Math.max(0, text.length() - Math.max(WIDEST, names.longest()));
        int least = Math.max(0, from - LONGEST_WORD);
        while (from > least && !partsWords(text.charAt(from - 1))) {
            from--;
        }
        return from < text.length() && Character.isLowSurrogate(text.charAt(from)) ? from - 1 : from;
    }

    /** Spaces, and the scripts that do without them. */
    private static boolean partsWords(char c) {
        return c <= ' ' || c > '\u2e7f';
    }

    private @Nullable Span at(String text, int i, int from) {
        char c = text.charAt(i);
        if (c == '@') {
            return Emails.find(text, i, from);
        }
        if (c == ':') {
            return Chars.at(text, i - 1) == ':' ? null : Ipv6.find(text, i, from);
        }
        if (c < '(') {
            return null;
        }
        char before = Chars.at(text, i - 1);
        if (Chars.isDigit(c) || c == '+' || c == '(') {
            return isInsideNumber(text, i, before) ? null : Numbers.find(text, i);
        }
        if (Chars.isWord(c) && !Chars.isWord(before)) {
            Span iban = Chars.isUpper(c) ? Ibans.find(text, i) : null;
            return iban != null || names.isEmpty() ? iban : names.find(text, i);
        }
        return null;
    }

    /** Behind a word, a plus, or a digit with one sign between, as in versions and identifiers. */
    private static boolean isInsideNumber(String text, int i, char before) {
        boolean joined = (before == '-' || before == '.' || before == '/' || before == ',' || before == '_')
                && Chars.isWord(Chars.at(text, i - 2));
        return joined || Chars.isWord(before) || before == '+';
    }
}
