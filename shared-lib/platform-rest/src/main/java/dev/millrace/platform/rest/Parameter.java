package dev.millrace.platform.rest;

import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One parameter or field of a request, still as text. What cannot be read is a {@link ProblemException} 400 that names it
 * and says how it is written.
 */
public record Parameter(String name, @Nullable String text) {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    /** @return null when it is missing or empty */
    public @Nullable String word() {
        if (text != null && text.chars().anyMatch(Character::isISOControl)) {
            throw bad("without control characters");
        }
        return text == null || text.isEmpty() ? null : text;
    }

    /** @return null when it is missing */
    public @Nullable String oneOf(Collection<String> words) {
        if (text != null && !words.contains(text)) {
            throw bad("one of " + String.join(", ", words));
        }
        return text;
    }

    public long number(long otherwise) {
        return read(Long::valueOf, "a whole number", otherwise);
    }

    public int smallNumber(int otherwise) {
        return read(Integer::valueOf, "a whole number", otherwise);
    }

    /** How many of a list are asked for: {@code usual} when nothing is said. */
    public int limit(int usual, int most) {
        if (text == null) {
            return usual;
        }
        int limit = DIGITS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            throw bad("a whole number from 1 to " + most);
        }
        return limit;
    }

    /** @return null when it is missing */
    public @Nullable Instant time() {
        return word() == null
                ? null
                : read(
                        word -> OffsetDateTime.parse(word).toInstant(),
                        "a time such as 2026-01-31T12:00:00Z",
                        Instant.EPOCH);
    }

    public LocalDate day(LocalDate otherwise) {
        return read(LocalDate::parse, "a day such as 2026-01-31", otherwise);
    }

    /** As {@link UUID#toString()} writes it; {@link UUID#fromString} takes more. */
    public UUID uuid() {
        try {
            UUID uuid = UUID.fromString(String.valueOf(text));
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            throw bad("a UUID");
        }
        throw bad("a UUID");
    }

    /** Words of people, line ends included. */
    public String words(int longest) {
        if (text == null || text.isBlank() || text.length() > longest) {
            throw bad("a text of 1 to " + longest + " characters");
        }
        if (text.codePoints().anyMatch(Parameter::isUnwritable)) {
            throw bad("without NUL and lone surrogates");
        }
        return text;
    }

    /** @return null when it is missing */
    public @Nullable String wordsIfGiven(int longest) {
        return text == null ? null : words(longest);
    }

    public ProblemException bad(String expected) {
        return new ProblemException(Problem.badRequest("'" + name + "' must be " + expected + "."));
    }

    /** What neither PostgreSQL's text nor UTF-8 can hold. */
    private static boolean isUnwritable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
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
