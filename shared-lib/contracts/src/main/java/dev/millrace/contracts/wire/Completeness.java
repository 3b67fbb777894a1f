package dev.millrace.contracts.wire;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks a record that came from outside: every component that is not {@code @Nullable} must be there. */
public final class Completeness {

    /** Annotations of types are parsed at each look, so each record is looked at once. */
    private static final ClassValue<Component[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected Component[] computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Component::of).toArray(Component[]::new);
        }
    };

    private Completeness() {}

    private record Component(String name, Method accessor, boolean nullable) {

        static Component of(RecordComponent component) {
            return new Component(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }

        @Nullable
        Object read(Object fields) {
            try {
                return accessor.invoke(fields);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The components of " + fields.getClass() + " are public", e);
            }
        }
    }

    /** @throws IllegalArgumentException naming the first component that is missing */
    public static void require(Object value) {
        require(value, "");
    }

    /** Without a pattern switch, whose first use would cost each cold start some milliseconds. */
    private static void require(Object value, String path) {
        if (value instanceof Record) {
            for (Component component : COMPONENTS.get(value.getClass())) {
                require(component, component.read(value), path);
            }
        } else if (value instanceof Collection<?> items) {
            for (Object item : items) {
                requireItem(item, path);
            }
        }
    }

    private static void require(Component component, @Nullable Object value, String path) {
        if (value == null && component.nullable()) {
            return;
        }
        String name = path.isEmpty() ? component.name() : path + "." + component.name();
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' must be set");
        }
        require(value, name);
    }

    private static void requireItem(@Nullable Object item, String path) {
        if (item == null) {
            throw new IllegalArgumentException("'" + path + "' must not hold null");
        }
        require(item, path);
    }
}
