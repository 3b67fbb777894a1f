package dev.millrace.codehosts.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an answer says of the host's rate limit. {@code Retry-After} (RFC 9110 section 10.2.3) comes with good answers of
 * Azure DevOps too; {@code X-RateLimit-*} is of GitHub and Azure DevOps, {@code RateLimit-*} of GitLab, all with the end
 * of the window in seconds since 1970.
 */
final class RateLimit {

    private static final Duration UNKNOWN = Duration.ofMinutes(1);

    private RateLimit() {}

    /** Whether the answer is a refusal because of too many requests. GitHub says so with 403 too. */
    static boolean refuses(Reply reply) {
        return reply.status() == 429
                || (reply.status() == 403
                        && (reply.header("Retry-After").isPresent()
                                || spent(reply)
                                || reply.complaint().contains("rate limit")));
    }

    /** Before when the host wants no further request; empty when it does not mind. */
    static Optional<Instant> until(Reply reply, Instant now) {
        Optional<Instant> asked = reply.header("Retry-After").flatMap(value -> after(value, now));
        if (asked.isPresent()) {
            return asked;
        }
        if (spent(reply)) {
            OptionalLong reset = number(reply, "Reset");
            return Optional.of(reset.isPresent() ? Instant.ofEpochSecond(reset.getAsLong()) : now.plus(UNKNOWN));
        }
        return Optional.empty();
    }

    private static boolean spent(Reply reply) {
        OptionalLong remaining = number(reply, "Remaining");
        return remaining.isPresent() && remaining.getAsLong() <= 0;
    }

    private static OptionalLong number(Reply reply, String name) {
        Optional<String> text = reply.header("X-RateLimit-" + name).or(() -> reply.header("RateLimit-" + name));
        try {
            return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get().strip())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<Instant> after(String value, Instant now) {
        String text = value.strip();
        try {
            return Optional.of(
                    text.chars().allMatch(Character::isDigit)
                            ? now.plusSeconds(Long.parseLong(text))
                            : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            return Optional.empty();
        }
    }
}
