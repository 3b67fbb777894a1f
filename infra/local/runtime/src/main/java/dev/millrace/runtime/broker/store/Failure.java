package dev.millrace.runtime.broker.store;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt failed.
 *
 * @param status of the HTTP answer, null when there was none
 * @param reason a sentence without its full stop, fit for the database
 * @param data first bytes of the answer's body in base64, null when there was no answer
 */
public record Failure(
        @Nullable Integer status, String reason, @Nullable String data) {

    private static final int LONGEST_REASON = 500;

    public Failure {
        reason = storable(reason);
    }

    /** PostgreSQL takes neither NUL nor half a surrogate pair, and nobody reads more than a few lines. */
    static String storable(String text) {
        var kept = new StringBuilder(Math.min(text.length(), LONGEST_REASON));
        text.codePoints()
                .limit(LONGEST_REASON)
                .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
