package dev.millrace.engine.store;

import java.io.Serial;

/** The store refused or could not be reached. */
public final class StoreException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final boolean passing;

    /**
     * Wraps what the store said.
     *
     * @param passing whether the same request may succeed later
     */
    public StoreException(String message, Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    public boolean isPassing() {
        return passing;
    }
}
