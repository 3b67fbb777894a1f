package dev.millrace.deadletter.http;

import dev.millrace.deadletter.LetterQuery.Position;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A position in the list, as text that callers hand back and need not understand. */
final class Cursor {

    /** PostgreSQL's timestamps end before those of Java. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Cursor() {}

    static String write(Position position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((position.lastSeen() + " " + position.id()).getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException 400 when the text is not one that {@link #write} made */
    static Position read(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            Instant lastSeen = Instant.parse(parts[0]);
            if (parts.length == 2 && lastSeen.isAfter(Instant.EPOCH) && lastSeen.isBefore(END)) {
                return new Position(lastSeen, UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw bad();
        }
        throw bad();
    }

    private static ProblemException bad() {
        return new ProblemException(Problem.badRequest("'after' must be the 'next' of the page before."));
    }
}
