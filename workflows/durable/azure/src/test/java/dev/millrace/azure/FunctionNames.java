package dev.millrace.azure;

import com.microsoft.azure.functions.annotation.FunctionName;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions that a class holds, by their names. */
final class FunctionNames {

    private FunctionNames() {}

    static Map<String, Method> of(Class<?> type) {
        Map<String, Method> functions = new TreeMap<>();
        Arrays.stream(type.getDeclaredMethods())
                .forEach(method -> Optional.ofNullable(method.getAnnotation(FunctionName.class))
                        .ifPresent(name -> functions.put(name.value(), method)));
        return functions;
    }
}
