package dev.millrace.modeldispatch.health;

import java.time.Clock;

/** The circuit of one upstream as it is now. Thread-safe. */
final class Breaker {

    private final Circuit.Rule rule;
    private final Clock clock;
    private Circuit circuit = Circuit.untroubled();

    Breaker(Circuit.Rule rule, Clock clock) {
        this.rule = rule;
        this.clock = clock;
    }

    synchronized boolean permits() {
        return circuit.permits(clock.instant());
    }

    /** @return false when nobody may ask now */
    synchronized boolean begin() {
        boolean permitted = permits();
        if (permitted) {
            circuit = circuit.begun(clock.instant(), rule);
        }
        return permitted;
    }

    synchronized void succeeded() {
        circuit = circuit.succeeded();
    }

    /** @return whether this failure opened it */
    synchronized boolean failed() {
        boolean open = circuit instanceof Circuit.Open;
        circuit = circuit.failed(clock.instant(), rule);
        return !open && circuit instanceof Circuit.Open;
    }
}
