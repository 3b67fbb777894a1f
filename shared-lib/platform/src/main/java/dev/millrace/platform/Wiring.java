package dev.millrace.platform;

import dev.millrace.platform.metering.Meter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;

/** What comes from the machine: clocks. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Meter meter() {
        long start = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return new Meter(System::nanoTime, Duration.ofMillis(start).toNanos());
    }
}
