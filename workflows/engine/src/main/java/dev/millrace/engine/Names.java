package dev.millrace.engine;

/** What ids, names and keys may be: short text that every store can hold. */
public final class Names {

    /** Longest id, name or key in characters. */
    public static final int LONGEST = 512;

    private Names() {}

    /**
     * Passes a valid name through.
     *
     * @param what says in the message what the text was meant to be
     * @throws IllegalArgumentException when it is blank, too long or holds a NUL character
     */
    public static String requireName(String what, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is blank. Give one.");
        }
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "The %s has %d characters. Use at most %d.".formatted(what, text.length(), LONGEST));
        }
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The " + what + " holds a NUL character. Remove it.");
        }
        return text;
    }
}
