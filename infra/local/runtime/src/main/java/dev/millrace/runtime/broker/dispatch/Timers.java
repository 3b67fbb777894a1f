package dev.millrace.runtime.broker.dispatch;

import java.time.Duration;

/** Runs things later, on the broker's event loop. */
@FunctionalInterface
public interface Timers {

    /**
     * Sets a timer.
     *
     * @return cancels the timer; harmless when it has fired
     */
    Runnable after(Duration delay, Runnable action);
}
