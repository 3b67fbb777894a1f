package dev.millrace.contracts.directory;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When people are left in peace, each day.
 *
 * @param to the first minute after it, on the next day when it is before {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to) {

    public QuietHours {
        if (from == null || to == null || from.equals(to)) {
            throw new IllegalArgumentException(
                    "quiet hours need two different times 'from' and 'to', such as \"22:00\"");
        }
    }

    /** @return when this quiet time ends; empty outside of it */
    public Optional<Instant> end(Instant now, ZoneId zone) {
        ZonedDateTime local = now.atZone(zone);
        if (!holds(local.toLocalTime())) {
            return Optional.empty();
        }
        ZonedDateTime today = local.toLocalDate().atTime(to).atZone(zone);
        return Optional.of((today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant());
    }

    private boolean holds(LocalTime time) {
        boolean begun = !time.isBefore(from);
        boolean unfinished = time.isBefore(to);
        return from.isBefore(to) ? begun && unfinished : begun || unfinished;
    }
}
