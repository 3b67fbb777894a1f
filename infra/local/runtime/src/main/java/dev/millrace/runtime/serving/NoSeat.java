package dev.millrace.runtime.serving;

/** No instance could take the request: the service is unknown, does not start, or stayed full for too long. */
public final class NoSeat extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * A refusal.
     *
     * @param status what the caller should answer over HTTP: 404, 503 or 504
     */
    public NoSeat(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
