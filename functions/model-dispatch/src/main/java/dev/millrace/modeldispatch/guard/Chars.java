package dev.millrace.modeldispatch.guard;

/** Looks at single characters of a text, also beside its ends. */
final class Chars {

    private static final char NONE = '\0';

    private Chars() {}

    static char at(CharSequence text, int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : NONE;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isAscii(char c) {
        return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z');
    }

    static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** Of a word, in any script. */
    static boolean isWord(char c) {
        return isAscii(c) || c == '_' || (c > 127 && Character.isLetterOrDigit(c));
    }
}
