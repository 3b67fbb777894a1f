package dev.millrace.runtime.serving;

import dev.millrace.runtime.manifest.Probe;
import dev.millrace.runtime.process.FunctionProcess;
import java.time.Duration;

/**
 * Ends an instance that runs but no longer answers its liveness probe, as the kubelet does. It is a little more patient:
 * a laptop that starts five functions at once keeps each of them waiting.
 */
final class LivenessWatch {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);

    private final FunctionProcess process;
    private final Health health;
    private final Timers timers;
    private final Duration period;
    private final int tolerated;
    private int failures;

    private LivenessWatch(FunctionProcess process, Probe probe, Timers timers) {
        this.process = process;
        this.health = new Health(probe, LONGEST_ANSWER);
        this.timers = timers;
        this.period = Duration.ofSeconds(probe.everySeconds());
        this.tolerated = probe.toleratedFailures();
    }

    /** Watches an instance from the moment it is ready until it ends. */
    static void begin(FunctionProcess process, Probe probe, Timers timers) {
        new LivenessWatch(process, probe, timers).askLater();
    }

    private void askLater() {
        timers.after(period, () -> Thread.ofVirtual().start(this::ask));
    }

    /** Never runs twice at once: the next question is planned when this one is answered. */
    private void ask() {
        if (!process.isAlive()) {
            return;
        }
        failures = health.isGood(process.port()) ? 0 : failures + 1;
        if (failures >= tolerated) {
            process.kill();
        } else {
            askLater();
        }
    }
}
