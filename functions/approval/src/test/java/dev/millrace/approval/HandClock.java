package dev.millrace.approval;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that is set by hand and goes on from there. */
@Singleton
public class HandClock extends Clock {

    private volatile Instant now = Instant.parse("2026-11-23T10:00:00Z");

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    static Clock clock(HandClock hand) {
        return hand;
    }

    public synchronized void forward(Duration time) {
        now = now.plus(time);
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
