package dev.millrace.engine.history;

import java.io.Serial;
import java.util.Objects;

/** An orchestrator's answer breaks the protocol or a limit. */
final class BadAnswerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String type;

    BadAnswerException(String type, String message) {
        super(message);
        this.type = type;
    }

    String type() {
        return type;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }
}
