package dev.millrace.approval.api;

import dev.millrace.approval.ApprovalQuery.Position;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks what callers send. Every method throws a {@link ProblemException} 400 that names the field. */
final class Input {

    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int LONGEST_FILTER = 200;
    private static final int LONGEST_COMMENT = 1_000;
    private static final Set<String> STATES = Set.of("open", "approved", "rejected", "withdrawn", "void", "expired");

    /** PostgreSQL's timestamps end before those of Java. */
    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private Input() {}

    static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equalsIgnoreCase(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            throw bad("The id of an approval is a UUID.");
        }
        throw bad("The id of an approval is a UUID.");
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
        if (text != null && !STATES.contains(text)) {
            throw bad("'state' must be open, approved, rejected, withdrawn, void or expired.");
        }
        return text;
    }

    static @Nullable String filter(String name, @Nullable String text) {
        return text == null ? null : text(name, text, LONGEST_FILTER);
    }

    static String person(@Nullable String text) {
        return text("as", text, LONGEST_FILTER);
    }

    static @Nullable String comment(@Nullable String text) {
        return text == null || text.isBlank() ? null : text("comment", text, LONGEST_COMMENT);
    }

    static ProblemException bad(String detail) {
        return new ProblemException(Problem.badRequest(detail));
    }

    /** A position in the list, as text that callers hand back and need not understand. */
    static String write(Position position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((position.openedAt() + " " + position.id()).getBytes(StandardCharsets.UTF_8));
    }

    static @Nullable Position position(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", -1);
            Instant openedAt = Instant.parse(parts[0]);
            if (parts.length == 2 && openedAt.isAfter(Instant.EPOCH) && openedAt.isBefore(END)) {
                return new Position(openedAt, UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw bad("'after' must be the 'next' of the page before.");
        }
        throw bad("'after' must be the 'next' of the page before.");
    }

    private static String text(String name, @Nullable String text, int longest) {
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
}
