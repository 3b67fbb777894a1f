package dev.millrace.modeldispatch.route;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} and {@code ${NAME:default}} by what the environment says.
 *
 * @param lookup gives the value of a name
 */
record Variables(Function<String, Optional<String>> lookup) {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9_.]+)(?::([^}]*))?}");

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** @throws IllegalArgumentException when a variable is not set and has no default */
    String expand(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(lookup.apply(match.group(1))
                        .filter(value -> !value.isBlank())
                        .or(() -> Optional.ofNullable(match.group(2)))
                        .orElseThrow(() -> new IllegalArgumentException(match.group(1)
                                + " is not set: set it, or give a default as ${" + match.group(1) + ":...}"))));
    }
}
