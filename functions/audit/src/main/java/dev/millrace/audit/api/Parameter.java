package dev.millrace.audit.api;

import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One parameter of a request, still as text. */
record Parameter(String name, @Nullable String text) {

    /** @return null when it is missing or empty */
    @Nullable
    String word() {
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw bad("without control characters");
        }
        return text == null || text.isEmpty() ? null : text;
    }

    long number(long otherwise) {
        return read(Long::valueOf, "a whole number", otherwise);
    }

    int smallNumber(int otherwise) {
        return read(Integer::valueOf, "a whole number", otherwise);
    }

    /** @return null when it is missing */
    @Nullable
    Instant time() {
        return word() == null
                ? null
                : read(
                        text -> OffsetDateTime.parse(text).toInstant(),
                        "a time such as 2026-01-31T12:00:00Z",
                        Instant.EPOCH);
    }

    ProblemException bad(String expected) {
        return new ProblemException(Problem.badRequest("'" + name + "' must be " + expected + "."));
    }

    private <T> T read(Function<String, T> reader, String expected, T otherwise) {
        String word = word();
        try {
            return word == null ? otherwise : reader.apply(word);
        } catch (NumberFormatException | DateTimeException e) {
            throw bad(expected);
        }
    }
}
