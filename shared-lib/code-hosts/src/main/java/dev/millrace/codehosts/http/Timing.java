package dev.millrace.codehosts.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Time and chance, so that tests can have their own. */
public record Timing(InstantSource clock, Pause pause, RandomGenerator random) {

    public static final Timing REAL =
            new Timing(InstantSource.system(), Thread::sleep, RandomGenerator.of("L64X128MixRandom"));

    @FunctionalInterface
    public interface Pause {

        void wait(Duration duration) throws InterruptedException;
    }
}
