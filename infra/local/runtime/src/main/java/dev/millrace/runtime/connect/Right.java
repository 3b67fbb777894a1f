package dev.millrace.runtime.connect;

/**
 * What an account may do.
 *
 * @param subject such as a project; empty for the account as a whole
 * @param detail what was found, or what to do
 */
public record Right(String subject, String name, State state, String detail) {

    public enum State {
        HELD,
        MISSING,
        /** Only doing it would show. */
        UNSEEN
    }
}
