package dev.millrace.platform.event;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks a record that came from outside: every component that is not {@code @Nullable} must be there. */
final class Completeness {

    private Completeness() {}

    /** @throws IllegalArgumentException naming the first component that is missing */
    static void require(Object value) {
        require(value, "");
    }

    private static void require(Object value, String path) {
        switch (value) {
            case Record fields -> {
                for (RecordComponent component : fields.getClass().getRecordComponents()) {
                    require(component, fields, path);
                }
            }
            case Collection<?> items -> {
                for (Object item : items) {
                    requireItem(item, path);
                }
            }
            default -> {}
        }
    }

    private static void require(RecordComponent component, Record fields, String path) {
        String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
        Object value = read(component, fields);
        if (value != null) {
            require(value, name);
        } else if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            throw new IllegalArgumentException("'" + name + "' must be set");
        }
    }

    private static void requireItem(@Nullable Object item, String path) {
        if (item == null) {
            throw new IllegalArgumentException("'" + path + "' must not hold null");
        }
        require(item, path);
    }

    private static @Nullable Object read(RecordComponent component, Record fields) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The components of " + fields.getClass() + " are public", e);
        }
    }
}
