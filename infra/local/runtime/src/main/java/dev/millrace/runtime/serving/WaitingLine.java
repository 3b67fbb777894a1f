package dev.millrace.runtime.serving;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Requests that wait for room, first come first served. Its {@link Revision} guards it. */
final class WaitingLine {

    private final LinkedHashSet<Waiter> waiters = new LinkedHashSet<>();
    private final int longest;

    WaitingLine(int longest) {
        this.longest = longest;
    }

    boolean isEmpty() {
        return waiters.isEmpty();
    }

    boolean isFull() {
        return waiters.size() >= longest;
    }

    int length() {
        return waiters.size();
    }

    void join(Waiter waiter) {
        waiters.add(waiter);
    }

    /** Says whether the waiter was still waiting. */
    boolean leave(Waiter waiter) {
        return waiters.remove(waiter);
    }

    Waiter next() {
        return waiters.removeFirst();
    }

    List<Waiter> dissolve() {
        var all = new ArrayList<>(waiters);
        waiters.clear();
        return all;
    }

    /** One request. It is answered on the context that asked, so never under the lock of a revision. */
    static final class Waiter {

        private final Context context;
        private final Instant since;
        private final Promise<Seat> promise = Promise.promise();
        private Timers.Timer patience = () -> {};

        Waiter(Context context, Instant since) {
            this.context = context;
            this.since = since;
        }

        io.vertx.core.Future<Seat> future() {
            return promise.future();
        }

        Instant since() {
            return since;
        }

        void waitsFor(Timers.Timer timer) {
            patience = timer;
        }

        void sit(Seat seat) {
            patience.cancel();
            context.runOnContext(now -> promise.complete(seat));
        }

        void turnAway(NoSeat why) {
            patience.cancel();
            context.runOnContext(now -> promise.fail(why));
        }
    }
}
