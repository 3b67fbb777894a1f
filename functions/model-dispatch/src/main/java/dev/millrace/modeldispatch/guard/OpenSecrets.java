package dev.millrace.modeldispatch.guard;

/**
 * Whether the end of a text that goes on may become a secret. All but private keys are one word, so it is the last word,
 * unless that is like a word of a language.
 */
final class OpenSecrets {

    private static final String BEFORE_WORDS = "\"'`(*[";
    private static final String BEHIND_WORDS = "\"'`)*].,;:!?";
    private static final int MOST_BEFORE_VALUE = 4;

    private OpenSecrets() {}

    /** From where on it may; the text's length for nowhere. */
    static int from(String text) {
        int word = text.length();
        while (word > 0 && text.charAt(word - 1) > ' ' && text.charAt(word - 1) < 127) {
            word--;
        }
        int open = isValue(text, word) || !isPlain(text, word) ? word : text.length();
        return Math.min(open, PrivateKeys.unfinishedHead(text));
    }

    /** Letters, of which the first alone may be a capital, and which no form of secret begins with. */
    private static boolean isPlain(String text, int from) {
        int start = from;
        while (start < text.length() && BEFORE_WORDS.indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = text.length();
        while (end > start && BEHIND_WORDS.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (i == start && Chars.isUpper(c));
            if (!letter) {
                return false;
            }
        }
        String word = text.substring(start, end);
        return word.isEmpty()
                || SecretForm.ALL.stream()
                        .noneMatch(form -> form.anchor().startsWith(word) || word.startsWith(form.anchor()));
    }

    /** Whether something is assigned to a name here. */
    private static boolean isValue(String text, int from) {
        int sign = from;
        while (sign > 0 && from - sign < MOST_BEFORE_VALUE && " \"'\\".indexOf(text.charAt(sign - 1)) >= 0) {
            sign--;
        }
        char before = Chars.at(text, sign - 1);
        return from < text.length() && (before == '=' || before == ':');
    }
}
