package dev.millrace.approval.page;

/** Text on its way into HTML, for what no template writes. */
final class Html {

    private Html() {}

    /**
     * Escapes text for content and quoted attributes. Characters that would reorder or hide what a reviewer sees (Unicode
     * bidirectional and other controls, separators, marks without width) are shown by their number.
     */
    static String escape(String text) {
        var html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> append(html, c);
            }
        }
        return html.toString();
    }

    /** The same for a template, which escapes by itself. */
    static String visible(String text) {
        var visible = new StringBuilder(text.length());
        text.chars().forEach(c -> append(visible, (char) c));
        return visible.toString();
    }

    /** Text that is at most so long, ended by an ellipsis where it was cut. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest) + "…";
    }

    private static void append(StringBuilder html, char c) {
        if (isTreacherous(c)) {
            html.append("[U+").append("%04X".formatted((int) c)).append(']');
        } else {
            html.append(c);
        }
    }

    private static boolean isTreacherous(char c) {
        return (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069')
                || (c >= '\u200B' && c <= '\u200F')
                || (c >= '\u2028' && c <= '\u2029')
                || (c >= '\u2060' && c <= '\u2064')
                || c == '\u00AD'
                || c == '\u061C'
                || c == '\uFEFF'
                || (Character.isISOControl(c) && c != '\n' && c != '\t');
    }
}
