package dev.millrace.forge.store;

import java.util.function.Function;

/**
 * A sort of record that the store keeps.
 *
 * @param name stable name in the journal
 * @param key what a record is found by; a later record with the same key replaces the earlier one
 */
public record Kind<T>(String name, Class<T> type, Function<T, String> key) {

    /** A kind whose key is a number. */
    public static <T> Kind<T> numbered(String name, Class<T> type, Function<T, Long> number) {
        return new Kind<>(name, type, entry -> Long.toString(number.apply(entry)));
    }
}
