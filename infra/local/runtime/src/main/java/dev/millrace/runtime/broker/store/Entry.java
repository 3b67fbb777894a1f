package dev.millrace.runtime.broker.store;

import io.vertx.core.Context;
import io.vertx.core.Handler;

/** What waits for the journal's next commit. */
sealed interface Entry {

    record Intake(Routed event, int bytes, Context context, Handler<Acceptance> answer) implements Entry {}

    record Outcome(Settlement settlement) implements Entry {}

    /** Carries nothing; makes the journal look up. */
    record Wake() implements Entry {}
}
