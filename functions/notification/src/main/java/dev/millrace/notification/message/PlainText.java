package dev.millrace.notification.message;

/** Text of somebody else, made harmless for people's eyes before anything escapes it. */
public final class PlainText {

    private PlainText() {}

    /**
     * Lines and printable characters. Characters that would reorder or hide what a reader sees (Unicode bidirectional
     * controls, zero-width and other control characters) are shown by their number.
     */
    public static String readable(String text) {
        var readable = new StringBuilder(text.length());
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (c == '\t') {
                readable.append(' ');
            } else if (isTreacherous(c) || isHalf(lines, i)) {
                readable.append("[U+").append("%04X".formatted((int) c)).append(']');
            } else {
                readable.append(c);
            }
        }
        return readable.toString();
    }

    /** The same on one line. */
    public static String line(String text) {
        return readable(text).replaceAll("\\s+", " ").strip();
    }

    /** Text that is at most so long, ended by an ellipsis where it was cut. */
    public static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    private static boolean isTreacherous(char c) {
        return (c >= '\u202A' && c <= '\u202E')
                || (c >= '\u2066' && c <= '\u2069')
                || (c >= '\u200B' && c <= '\u200F')
                || c == '\u2028'
                || c == '\u2029'
                || c == '\uFEFF'
                || (Character.isISOControl(c) && c != '\n');
    }

    /** A surrogate without its other half, which no encoder can write. */
    private static boolean isHalf(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
