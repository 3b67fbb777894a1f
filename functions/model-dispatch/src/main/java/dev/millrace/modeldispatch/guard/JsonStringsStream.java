package dev.millrace.modeldispatch.guard;

import org.jspecify.annotations.Nullable;

/**
 * Edits each string in JSON that comes in parts, without its escapes (RFC 8259, section 7), so that it stays JSON. What
 * does not begin like JSON is a text like any other.
 */
final class JsonStringsStream implements TextEdit.Stream {

    private static final String PLAIN = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final TextEdit edit;
    private final StringBuilder shown = new StringBuilder();
    private final StringBuilder read = new StringBuilder();
    private final StringBuilder escape = new StringBuilder();
    private TextEdit.@Nullable Stream string;
    private TextEdit.@Nullable Stream noJson;
    private boolean begun;

    JsonStringsStream(TextEdit edit) {
        this.edit = edit;
    }

    @Override
    public String next(String delta) {
        if (!begun && !delta.isBlank()) {
            begun = true;
            noJson = "{[\"".indexOf(delta.strip().charAt(0)) < 0 ? edit.stream() : null;
        }
        if (noJson != null) {
            return noJson.next(delta);
        }
        for (int i = 0; i < delta.length(); i++) {
            take(delta.charAt(i));
        }
        flush();
        return shown();
    }

    @Override
    public String end() {
        if (noJson != null) {
            return noJson.end();
        }
        if (string != null) {
            write(string.end());
            shown.append(escape);
        }
        string = null;
        escape.setLength(0);
        return shown();
    }

    private void take(char c) {
        if (string == null) {
            shown.append(c);
            string = c == '"' ? edit.stream() : null;
        } else if (!escape.isEmpty()) {
            escape(c);
        } else if (c == '\\') {
            escape.append(c);
        } else if (c == '"') {
            flush();
            write(string.end());
            shown.append(c);
            string = null;
        } else {
            read.append(c);
        }
    }

    private void escape(char c) {
        escape.append(c);
        if (escape.charAt(1) != 'u') {
            int plain = PLAIN.indexOf(c);
            read.append(plain < 0 ? escape : MEANT.substring(plain, plain + 1));
            escape.setLength(0);
        } else if (escape.length() == 6) {
            try {
                read.append((char) Integer.parseInt(escape, 2, 6, 16));
            } catch (NumberFormatException e) {
                read.append(escape);
            }
            escape.setLength(0);
        }
    }

    private void flush() {
        if (string != null && !read.isEmpty()) {
            write(string.next(read.toString()));
        }
        read.setLength(0);
    }

    /** Halves of a pair are escaped, as a part may end between them. */
    private void write(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int meant = c == '/' ? -1 : MEANT.indexOf(c);
            if (meant >= 0) {
                shown.append('\\').append(PLAIN.charAt(meant));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                shown.append("\\u%04x".formatted((int) c));
            } else {
                shown.append(c);
            }
        }
    }

    private String shown() {
        String part = shown.toString();
        shown.setLength(0);
        return part;
    }
}
