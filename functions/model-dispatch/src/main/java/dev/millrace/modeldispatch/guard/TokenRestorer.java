package dev.millrace.modeldispatch.guard;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts values back for tokens, as models write them: in any case, and with brackets or underscore escaped as in Markdown
 * or JSON. A token that was never given out stays as it is. Thread-safe, but for its streams.
 */
final class TokenRestorer implements TextEdit {

    private static final int LONGEST_NAME = 16;

    private final Map<String, String> values;

    /** @param values by the tokens' names, such as {@code EMAIL_1} */
    TokenRestorer(Map<String, String> values) {
        this.values = values;
    }

    @Override
    public boolean isNeeded() {
        return true;
    }

    @Override
    public String apply(String text) {
        if (!mayHold(text)) {
            return text;
        }
        var restored = new StringBuilder(text.length() + 32);
        restore(text, true, restored);
        return restored.toString();
    }

    private static boolean mayHold(String text) {
        return text.indexOf('[') >= 0 || text.indexOf('\\') >= 0;
    }

    @Override
    public Stream stream() {
        return new Stream() {
            private String held = "";

            @Override
            public String next(String delta) {
                if (held.isEmpty() && !mayHold(delta)) {
                    return delta;
                }
                String text = held + delta;
                var shown = new StringBuilder(text.length() + 32);
                held = text.substring(restore(text, false, shown));
                return shown.toString();
            }

            @Override
            public String end() {
                String rest = apply(held);
                held = "";
                return rest;
            }
        };
    }

    /**
     * Appends what may be shown.
     *
     * @param whole whether nothing follows the text
     * @return from where on the text may be the beginning of a token
     */
    private int restore(String text, boolean whole, StringBuilder shown) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != '[' && c != '\\') {
                shown.append(c);
                i++;
                continue;
            }
            var reading = new Reading(text, i);
            String value = reading.token();
            if (value != null) {
                shown.append(value);
                i = reading.at;
            } else if (reading.cut && !whole) {
                return i;
            } else {
                int next = skip(text, i);
                shown.append(text, i, next);
                i = next;
            }
        }
        return i;
    }

    /** An escaped backslash escapes nothing behind it. */
    private static int skip(String text, int i) {
        boolean pair = text.charAt(i) == '\\' && Chars.at(text, i + 1) == '\\';
        return pair ? i + 2 : i + 1;
    }

    /** Reads one token from a place in the text. */
    private final class Reading {
        private final String text;
        private int at;
        private boolean cut;

        Reading(String text, int at) {
            this.text = text;
            this.at = at;
        }

        @Nullable
        String token() {
            if (next() != '[') {
                return null;
            }
            var name = new StringBuilder(LONGEST_NAME);
            while (name.length() <= LONGEST_NAME) {
                char c = next();
                if (c == ']') {
                    return values.get(name.toString());
                }
                if (!Chars.isAscii(c) && c != '_' && c != '-') {
                    return null;
                }
                name.append(c == '-' ? "_" : String.valueOf(c).toUpperCase(Locale.ROOT));
                if (!isBeginning(name)) {
                    return null;
                }
            }
            return null;
        }

        private boolean isBeginning(CharSequence name) {
            String beginning = name.toString();
            return values.keySet().stream().anyMatch(known -> known.startsWith(beginning));
        }

        /** The next character without its escape; NUL when there is none, or none that belongs to a token. */
        private char next() {
            if (at >= text.length()) {
                cut = true;
                return '\0';
            }
            char c = text.charAt(at++);
            if (c != '\\') {
                return c;
            }
            if (at >= text.length()) {
                cut = true;
                return '\0';
            }
            char escaped = text.charAt(at++);
            if (escaped == 'u') {
                return unicode();
            }
            return Chars.isAscii(escaped) || escaped == '\\' ? '\0' : escaped;
        }

        private char unicode() {
            int code = 0;
            for (int i = 0; i < 4; i++) {
                if (at >= text.length()) {
                    cut = true;
                    return '\0';
                }
                int digit = Character.digit(text.charAt(at++), 16);
                if (digit < 0) {
                    return '\0';
                }
                code = code * 16 + digit;
            }
            return (char) code;
        }
    }
}
