package dev.millrace.runtime.serving;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of the event loop, accurate to a millisecond. */
public record VertxTimers(Vertx vertx) implements Timers {

    @Override
    public Timer after(Duration delay, Runnable action) {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), fired -> action.run());
        return () -> vertx.cancelTimer(id);
    }
}
