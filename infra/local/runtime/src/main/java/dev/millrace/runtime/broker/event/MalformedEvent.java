package dev.millrace.runtime.broker.event;

/** What was read is no CloudEvent; the message is a sentence without its full stop. Never leaves the package. */
final class MalformedEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedEvent(String message) {
        super(message, null, false, false);
    }
}
