package dev.millrace.notification.hook;

import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that asked to be left alone for a while (RFC 9110, section 10.2.3, {@code Retry-After}). Known to this
 * process alone: another one asks once and learns it too. Thread-safe.
 */
final class Pauses {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Clock clock;
    private final Map<URI, Instant> until = new ConcurrentHashMap<>();

    Pauses(Clock clock) {
        this.clock = clock;
    }

    boolean holds(URI address) {
        Instant end = until.get(address);
        if (end == null) {
            return false;
        }
        if (clock.instant().isBefore(end)) {
            return true;
        }
        until.remove(address, end);
        return false;
    }

    /** @param retryAfter seconds or a date; anything else says nothing */
    void begin(URI address, @Nullable String retryAfter) {
        if (retryAfter == null) {
            return;
        }
        Instant now = clock.instant();
        Instant longest = now.plus(LONGEST);
        Instant asked = end(retryAfter.strip(), now);
        until.put(address, asked.isAfter(longest) ? longest : asked);
    }

    private static Instant end(String retryAfter, Instant now) {
        if (retryAfter.matches("[0-9]{1,9}")) {
            return now.plusSeconds(Long.parseLong(retryAfter));
        }
        try {
            return ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException neither) {
            return now;
        }
    }
}
