package dev.millrace.runtime.bench;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is. */
public enum Subject {
    UP,
    COLD_START,
    HOOKS,
    ENGINE,
    MODELS,
    LEDGER,
    JOURNEY;

    private static final String ALL = "all";

    /** Its name on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, with commas between. */
    public static String words() {
        return Arrays.stream(values()).map(Subject::word).collect(Collectors.joining(", "));
    }

    /**
     * What somebody asks for: nothing in particular and {@code all} are everything.
     *
     * @throws IllegalArgumentException when one of the words names nothing
     */
    public static Set<Subject> named(List<String> words) {
        if (words.isEmpty()) {
            return EnumSet.allOf(Subject.class);
        }
        var subjects = EnumSet.noneOf(Subject.class);
        for (String word : words) {
            if (word.equalsIgnoreCase(ALL)) {
                return EnumSet.allOf(Subject.class);
            }
            subjects.add(named(word));
        }
        return subjects;
    }

    private static Subject named(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(values())
                .filter(subject -> subject.word().equals(plain))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' cannot be measured. Choose from: " + words() + ", " + ALL + "."));
    }
}
