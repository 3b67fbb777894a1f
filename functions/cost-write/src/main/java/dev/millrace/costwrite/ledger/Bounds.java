package dev.millrace.costwrite.ledger;

import dev.millrace.contracts.Money;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What usage may claim. It comes from processes that may be broken, so what cannot be true is refused with a 422 before
 * it spoils a sum.
 */
final class Bounds {

    /** A million units of the currency, in one line. */
    static final long LARGEST_AMOUNT = 1_000_000_000_000_000L;

    static final long LARGEST_COUNT = 1_000_000_000_000L;
    static final long LONGEST_TIME = Duration.ofDays(400).toNanos();

    /** Bytes in UTF-8: several together still fit an index entry. */
    static final int LONGEST_TEXT = 250;

    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Clock clock;

    Bounds(Clock clock) {
        this.clock = clock;
    }

    /** @return '' for null */
    String text(String name, @Nullable String text) {
        if (text == null) {
            return "";
        }
        boolean printable = text.codePoints().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
        if (!printable || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
            throw refused("'" + name + "' must have " + LONGEST_TEXT + " bytes at most and no control characters");
        }
        return text;
    }

    String name(String name, String text) {
        if (text.isBlank()) {
            throw refused("'" + name + "' must not be blank");
        }
        return text(name, text);
    }

    long count(String name, long count) {
        return between(name, count, LARGEST_COUNT);
    }

    long time(String name, long nanos) {
        return between(name, nanos, LONGEST_TIME);
    }

    long amount(String name, Money money, String currency) {
        if (!money.currency().equals(currency)) {
            throw refused("'" + name + "' is in " + money.currency() + ", but the price book is in " + currency);
        }
        return between(name, money.nanos(), LARGEST_AMOUNT);
    }

    /** The day that a time from {@code from} until {@code until} counts to, in UTC. */
    LocalDate day(Instant from, Instant until) {
        if (until.isBefore(from)
                || from.isBefore(EARLIEST)
                || until.isAfter(clock.instant().plus(AHEAD))) {
            throw refused("'from' and 'until' must be times in this order, between 2020 and now");
        }
        return LocalDate.ofInstant(until, ZoneOffset.UTC);
    }

    /** A time that only says when, such as an event's own: now stands in for one that cannot be. */
    Instant moment(Instant time) {
        Instant now = clock.instant();
        return time.isBefore(EARLIEST) || time.isAfter(now.plus(AHEAD)) ? now : time;
    }

    static ProblemException refused(String sentence) {
        return new ProblemException(Problem.unintelligible(sentence + "."));
    }

    private static long between(String name, long value, long largest) {
        if (value < 0 || value > largest) {
            throw refused("'" + name + "' must be 0 to " + largest + ", unlike " + value);
        }
        return value;
    }
}
