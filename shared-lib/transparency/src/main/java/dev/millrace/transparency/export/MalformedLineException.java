package dev.millrace.transparency.export;

/** A line of an export is not what the format demands. */
public final class MalformedLineException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long line;
    private final String reason;

    MalformedLineException(long line, String reason) {
        super("line " + line + ": " + reason);
        this.line = line;
        this.reason = reason;
    }

    /** Counts from 1, the header. */
    public long line() {
        return line;
    }

    public String reason() {
        return reason;
    }
}
