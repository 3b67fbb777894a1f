package dev.millrace.runtime.gateway;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The trace context of a request (W3C Trace Context, version 00): passed on, or begun at the door. */
record Trace(RandomGenerator random) {

    private static final String FORM =
            "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?";

    /** Whether the sender's context can be passed on. */
    static boolean isValid(@Nullable String traceparent) {
        return traceparent != null && traceparent.length() <= 256 && traceparent.matches(FORM);
    }

    /** A new context, sampled. */
    String begin() {
        byte[] ids = new byte[24];
        random.nextBytes(ids);
        // Ids of zeros are not valid; a one in each costs nothing.
        ids[0] |= 1;
        ids[16] |= 1;
        HexFormat hex = HexFormat.of();
        return "00-" + hex.formatHex(ids, 0, 16) + "-" + hex.formatHex(ids, 16, 24) + "-01";
    }
}
