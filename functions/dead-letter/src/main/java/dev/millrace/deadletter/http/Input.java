package dev.millrace.deadletter.http;

import dev.millrace.deadletter.State;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks what callers send. Every method throws a {@link ProblemException} 400 that names the field. */
final class Input {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_FILTER = 1024;

    private Input() {}

    static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            throw bad("The id of a dead letter is a UUID.");
        }
        throw bad("The id of a dead letter is a UUID.");
    }

    static int limit(@Nullable String text) {
        if (text == null) {
            return USUAL;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        }
        throw bad("'limit' must be a number from 1 to " + MOST + ".");
    }

    static @Nullable String state(@Nullable String text) {
        if (text != null && !State.isWord(text)) {
            throw bad("'state' must be stored, replayed or dropped.");
        }
        return text;
    }

    static @Nullable String filter(String name, @Nullable String text) {
        return text == null ? null : text(name, text, LONGEST_FILTER);
    }

    static String text(String name, @Nullable String text, int longest) {
        if (text == null || text.isBlank() || text.length() > longest) {
            throw bad("'" + name + "' must have 1 to " + longest + " characters.");
        }
        if (text.codePoints().anyMatch(Input::isUnwritable)) {
            throw bad("'" + name + "' must hold characters only: no NUL, no lone surrogate.");
        }
        return text;
    }

    /** What neither PostgreSQL's text nor UTF-8 can hold. */
    private static boolean isUnwritable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    private static ProblemException bad(String detail) {
        return new ProblemException(Problem.badRequest(detail));
    }
}
