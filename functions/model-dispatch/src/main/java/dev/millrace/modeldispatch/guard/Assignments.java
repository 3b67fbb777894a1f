package dev.millrace.modeldispatch.guard;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code password=...} and the like, when the value looks random and not like a placeholder or code. */
final class Assignments {

    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_VALUE = 255;
    private static final int LEAST = 16;
    private static final double RANDOM_BITS = 3.5;
    private static final int LEAST_PASSWORD = 8;
    private static final double PASSWORD_BITS = 2.5;
    private static final List<String> PASSWORDS = List.of("password", "passwd", "pwd", "passphrase");
    private static final List<String> KEYS =
            List.of("secret", "token", "apikey", "accesskey", "clientsecret", "privatekey", "connectionstring");
    private static final List<String> PLACEHOLDERS =
            List.of("example", "placeholder", "changeme", "your", "xxxx", "dummy", "fake", "test", "sample");

    private Assignments() {}

    static void find(String text, List<Span> spans) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' || c == ':') {
                Span span = at(text, i);
                if (span != null) {
                    spans.add(span);
                    i = span.end() - 1;
                }
            }
        }
    }

    private static @Nullable Span at(String text, int sign) {
        int end = sign;
        while (end > 0 && sign - end < 3 && " \"'\\".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < LONGEST_NAME && isName(text.charAt(start - 1))) {
            start--;
        }
        if (end - start < 3) {
            return null;
        }
        String name = text.substring(start, end)
                .toLowerCase(Locale.ROOT)
                .replace("_", "")
                .replace("-", "")
                .replace(" ", "");
        boolean password = PASSWORDS.stream().anyMatch(name::endsWith);
        return password || KEYS.stream().anyMatch(name::endsWith) ? value(text, sign + 1, password) : null;
    }

    private static boolean isName(char c) {
        return Chars.isAscii(c) || c == '_' || c == '-' || c == ' ';
    }

    private static @Nullable Span value(String text, int from, boolean password) {
        int start = from;
        while (start - from < 4 && start < text.length() && " \"'\\".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        int end = start;
        while (end < text.length() && end - start < LONGEST_VALUE && isValue(text.charAt(end))) {
            end++;
        }
        boolean longEnough = end - start >= (password ? LEAST_PASSWORD : LEAST);
        if (!longEnough || Chars.at(text, end) == '(' || Chars.at(text, end) == '[') {
            return null;
        }
        String value = text.substring(start, end);
        return isRandom(value, password ? PASSWORD_BITS : RANDOM_BITS)
                ? new Span(start, end, password ? "password" : "assigned-key")
                : null;
    }

    private static boolean isValue(char c) {
        return c > ' ' && c < 127 && "\"'`\\,;()[]{}<>".indexOf(c) < 0;
    }

    /** Passwords and keys have digits; words and code seldom do. */
    private static boolean isRandom(String value, double least) {
        String lower = value.toLowerCase(Locale.ROOT);
        return value.chars().anyMatch(c -> Chars.isDigit((char) c))
                && value.chars().anyMatch(c -> Chars.isAscii((char) c) && !Chars.isDigit((char) c))
                && PLACEHOLDERS.stream().noneMatch(lower::contains)
                && bits(value) >= least;
    }

    /** Shannon entropy of a character. */
    static double bits(String ascii) {
        int[] counts = new int[128];
        ascii.chars().forEach(c -> counts[c & 127]++);
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / ascii.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
