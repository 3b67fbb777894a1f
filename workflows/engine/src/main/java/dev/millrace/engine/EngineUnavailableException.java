package dev.millrace.engine;

import java.io.Serial;

/**
 * The engine could not answer: it is closing, its store stayed away, or it lost its licence in the middle of a commit.
 * Whether the request took effect is unknown; a request with a deduplication key may simply be repeated.
 */
public final class EngineUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    public EngineUnavailableException(String message) {
        super(message);
    }

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
