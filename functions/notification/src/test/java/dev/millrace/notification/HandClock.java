package dev.millrace.notification;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands where a hand put it. */
@Singleton
public class HandClock extends Clock {

    /** A Monday, at eleven in Berlin. */
    public static final Instant MORNING = Instant.parse("2026-11-23T10:00:00Z");

    private volatile Instant now = MORNING;

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    static Clock clock(HandClock hand) {
        return hand;
    }

    public void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("only UTC is needed");
    }
}
