package dev.millrace.runtime.broker.store;

import org.jspecify.annotations.Nullable;

/** Attributes that events are looked up by: cut, because an index takes no long text; the full one is in the event. */
public final class SearchKey {

    private static final int LENGTH = 256;

    private SearchKey() {}

    public static String of(String value) {
        return value.length() <= LENGTH ? value : value.substring(0, value.offsetByCodePoints(0, codePoints(value)));
    }

    public static @Nullable String ofNullable(@Nullable String value) {
        return value == null ? null : of(value);
    }

    private static int codePoints(String value) {
        return Math.min(LENGTH, value.codePointCount(0, value.length()));
    }
}
