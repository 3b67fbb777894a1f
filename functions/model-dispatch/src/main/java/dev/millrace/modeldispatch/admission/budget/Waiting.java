package dev.millrace.modeldispatch.admission.budget;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way through the budgets that bound it, one after the other. What it has reserved it keeps while it waits
 * for the next: nobody can wait for it in turn, as all wait for the database alone.
 */
final class Waiting {

    private final List<Account> accounts;
    private final long cost;
    private final List<Share> shares;
    private int next;
    private long turn;
    private @Nullable Hold outcome;
    private @Nullable Promise<Hold> promise;

    Waiting(List<Account> accounts, long cost) {
        this.accounts = accounts;
        this.cost = cost;
        this.shares = new ArrayList<>(accounts.size());
    }

    long cost() {
        return cost;
    }

    List<Share> shares() {
        return shares;
    }

    /** Null behind the last one. */
    @Nullable
    Account account() {
        return next < accounts.size() ? accounts.get(next) : null;
    }

    void pass(Share share) {
        shares.add(share);
        next++;
    }

    /** Its place in the order of all who waited for the account. */
    long turn() {
        return turn;
    }

    void queued(long newTurn) {
        turn = newTurn;
    }

    /** Call {@link #tell} afterwards, outside of any lock. */
    void finish(Hold hold) {
        outcome = hold;
    }

    void tell() {
        if (promise != null && outcome != null) {
            promise.tryComplete(outcome);
        }
    }

    /** Completes on the caller's own context. */
    Future<Hold> future() {
        if (outcome != null) {
            return Future.succeededFuture(outcome);
        }
        Context context = Vertx.currentContext();
        promise = context instanceof ContextInternal internal ? internal.promise() : Promise.promise();
        return promise.future();
    }
}
