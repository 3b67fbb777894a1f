package dev.millrace.runtime.broker.store;

import java.util.Locale;

/** Where one delivery stands. */
public enum DeliveryState {
    /** To be sent to the subscriber. */
    PENDING,
    DELIVERED,
    /** Given up on the subscriber; to be sent to the dead letter sink. */
    DEAD_LETTERING,
    DEAD_LETTERED,
    /** Taken by nobody; kept to be seen. */
    DISCARDED;

    /** As the database writes it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state that the database means. */
    public static DeliveryState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
