package dev.millrace.modeldispatch.guard;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Gives each distinct value of a request a token such as {@code [EMAIL_1]}: short and plain, so that models copy it, and
 * of a number that no text of the request has already. For one thread.
 */
final class Tokens {

    private final List<String> texts;
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private String known = "";

    /** @param texts all of the request */
    Tokens(List<String> texts) {
        this.texts = texts;
    }

    String token(String kind, String value) {
        return tokens.computeIfAbsent(value, unseen -> create(kind.toUpperCase(Locale.ROOT), value));
    }

    private String create(String kind, String value) {
        if (known.isEmpty()) {
            known = String.join("\n", texts).replace("\\", "").toUpperCase(Locale.ROOT) + "\n";
        }
        String name;
        do {
            name = kind + "_" + numbers.merge(kind, 1, Integer::sum);
        } while (known.contains("[" + name + "]"));
        if (isSafe(value)) {
            values.put(name, value);
        }
        return "[" + name + "]";
    }

    /** Whether it may stand in any text and in any string of JSON; what may not is not put back. */
    private static boolean isSafe(String value) {
        return value.chars().noneMatch(c -> c == '"' || c == '\\' || c < ' ');
    }

    TextEdit restorer() {
        return values.isEmpty() ? TextEdit.NOTHING : new TokenRestorer(Map.copyOf(values));
    }
}
