package dev.millrace.contracts.wire;

import org.jspecify.annotations.Nullable;

/** What attributes of events may hold (CloudEvents 1.0.2, type system). Headers, PostgreSQL and UTF-8 hold no more. */
public final class AttributeText {

    private AttributeText() {}

    /** @throws IllegalArgumentException when the value holds a control character or half a character */
    public static void requirePrintable(String name, @Nullable Object value) {
        if (String.valueOf(value).codePoints().anyMatch(c -> Character.isISOControl(c) || isSurrogate(c))) {
            throw new IllegalArgumentException("'" + name + "' must hold no control character and no lone surrogate");
        }
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
