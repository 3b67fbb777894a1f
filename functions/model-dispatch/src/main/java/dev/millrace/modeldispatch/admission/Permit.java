package dev.millrace.modeldispatch.admission;

import java.util.Map;

/** Leave to make one call. It ends with the first of {@link #settle} and {@link #release}; later ones do nothing. */
public interface Permit {

    /** Of the answer: what is left of the limits ({@code RateLimit} and {@code RateLimit-Policy}). */
    Map<String, String> headers();

    /** Books what the call used, even when that is more than was asked for, and gives the rest back. */
    void settle(Spending spending);

    /** Gives everything back: nothing was used. */
    void release();
}
