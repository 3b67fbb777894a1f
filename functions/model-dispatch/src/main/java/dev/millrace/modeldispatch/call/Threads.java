package dev.millrace.modeldispatch.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;

/** Keeps a call on its event loop. */
final class Threads {

    private Threads() {}

    /** A future that another thread completes goes on here. */
    static <T> Future<T> here(Vertx vertx, Future<T> future) {
        if (future.isComplete()) {
            return future;
        }
        var promise = ((ContextInternal) vertx.getOrCreateContext()).<T>promise();
        future.onComplete(promise);
        return promise.future();
    }
}
