package dev.millrace.runtime.serving;

import java.time.Duration;

/** Runs something later. Apart from the clock it is the only way in which serving notices that time passes. */
public interface Timers {

    /** Runs the action once. It must not block. */
    Timer after(Duration delay, Runnable action);

    /** An action that has not run yet. */
    interface Timer {

        /** Prevents the action where it has not begun. */
        void cancel();
    }
}
