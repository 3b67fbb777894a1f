package dev.millrace.azure.postgres;

import java.sql.SQLException;
import java.util.Objects;

/** A statement was not carried out. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DATA_EXCEPTION = "22";

    private final Kind kind;

    DatabaseException(SQLException cause) {
        super(cause);
        String state = Objects.requireNonNullElse(cause.getSQLState(), "");
        this.kind = state.equals(UNIQUE_VIOLATION)
                ? Kind.TAKEN
                : state.startsWith(DATA_EXCEPTION) ? Kind.UNSTORABLE : Kind.AWAY;
    }

    /** What to do about it. */
    public enum Kind {
        /** Nobody knows whether it was carried out: try again. */
        AWAY,
        /** Somebody else has the key: try again. */
        TAKEN,
        /** A value that PostgreSQL cannot hold: trying again is of no use. */
        UNSTORABLE
    }

    public Kind kind() {
        return kind;
    }
}
