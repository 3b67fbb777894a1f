package dev.millrace.durable.wire;

import java.nio.charset.StandardCharsets;

/** Other people's texts, fit to be written as UTF-8 and into bounded places. */
public final class Characters {

    private Characters() {}

    /** Puts a question mark for each half of a character; JSON can hold such halves, UTF-8 cannot. */
    public static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The beginning of a text, at most so many UTF-16 units, and no half character at its end. */
    public static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }
}
