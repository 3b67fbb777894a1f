package dev.millrace.modeldispatch.call;

import dev.millrace.modeldispatch.call.Attempts.Attempted;
import dev.millrace.modeldispatch.route.Upstream;
import dev.millrace.modeldispatch.upstream.Prompt;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the models of a call, and a second one at the same time when its alias wants that and the first is slow. */
@Singleton
class Hedging {

    private final Attempts attempts;
    private final Till till;
    private final Vertx vertx;

    Hedging(Attempts attempts, Till till, Vertx vertx) {
        this.attempts = attempts;
        this.till = till;
        this.vertx = vertx;
    }

    /**
     * Who answered.
     *
     * @param bill that the answer belongs to; it is open
     * @param hedge who was asked as well; null for nobody
     */
    record Won(Attempted attempted, Bill bill, @Nullable Upstream hedge) {}

    Future<Won> run(Visit visit, Prompt prompt, Bill bill) {
        Duration delay = visit.hedge();
        return delay == null
                ? attempts.run(visit.chosen(), prompt, visit.call().hangup())
                        .map(attempted -> new Won(attempted, bill, null))
                : new Race(attempts, till, vertx, visit, prompt, bill).run(delay);
    }
}
