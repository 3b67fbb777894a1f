package dev.millrace.runtime.manifest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sentences with which the records of this package refuse a field. */
final class Expect {

    private Expect() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Jackson passes null for a field that the YAML leaves out, whatever the record's type says. */
    static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException(field + " must be set");
        }
        return value;
    }

    static void exactly(String expected, @Nullable String actual, String field) {
        that(Objects.equals(expected, actual), field + " must be " + expected + ", not " + actual);
    }

    static <T> List<T> listOrEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    static <T> T only(@Nullable List<T> list, String field, String why) {
        if (list == null || list.size() != 1) {
            throw new IllegalArgumentException(field + " must hold exactly one element: " + why);
        }
        return list.getFirst();
    }
}
