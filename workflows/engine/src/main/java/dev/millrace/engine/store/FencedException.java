package dev.millrace.engine.store;

import java.io.Serial;

/** The host lost its licence: others may run its instances already, and nothing of its own is committed any more. */
public final class FencedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public FencedException(String message) {
        super(message);
    }
}
