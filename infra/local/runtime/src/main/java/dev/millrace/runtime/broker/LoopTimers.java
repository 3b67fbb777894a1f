package dev.millrace.runtime.broker;

import dev.millrace.runtime.broker.dispatch.Timers;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Timers of one event loop; may be set from any thread, and cancelled on the loop. */
record LoopTimers(Vertx vertx, Context context) implements Timers {

    @Override
    public Runnable after(Duration delay, Runnable action) {
        // Rounded up: nothing comes early.
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        var timer = new Object() {
            long id;
        };
        onLoop(() -> timer.id = vertx.setTimer(millis, id -> action.run()));
        return () -> vertx.cancelTimer(timer.id);
    }

    private void onLoop(Runnable action) {
        if (context.equals(Vertx.currentContext())) {
            action.run();
        } else {
            context.runOnContext(v -> action.run());
        }
    }
}
