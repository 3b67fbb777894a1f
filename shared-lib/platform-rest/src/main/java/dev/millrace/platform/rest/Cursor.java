package dev.millrace.platform.rest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list that is ordered by time and then by id. Callers hand it back as text and need not understand it.
 */
public record Cursor(Instant at, UUID id) {

    /** PostgreSQL's timestamps end before those of Java. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    /** What {@code after} of the next page is. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @return null for the first page
     * @throws dev.millrace.platform.problem.ProblemException 400 when it is not what {@link #text} made
     */
    public static @Nullable Cursor after(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            Instant at = Instant.parse(parts[0]);
            if (parts.length == 2 && at.isAfter(Instant.EPOCH) && at.isBefore(END)) {
                return new Cursor(at, UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw bad(text);
        }
        throw bad(text);
    }

    private static RuntimeException bad(String text) {
        return new Parameter("after", text).bad("the 'next' of the page before");
    }
}
