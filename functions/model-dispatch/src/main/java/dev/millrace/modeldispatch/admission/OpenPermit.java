package dev.millrace.modeldispatch.admission;

import dev.millrace.modeldispatch.admission.budget.Hold;
import dev.millrace.modeldispatch.admission.budget.Purse;
import dev.millrace.modeldispatch.admission.budget.Use;
import dev.millrace.modeldispatch.admission.limit.Throttle;
import dev.millrace.modeldispatch.admission.limit.Throttle.Passage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A permit that holds limits and money. What a call really cost is booked even above its worst case; counts that no model
 * can have made are held within {@link #MOST}.
 */
final class OpenPermit implements Permit {

    /** A million units of a currency, or as many tokens: sums of it stay far below what a long holds. */
    private static final long MOST = 1_000_000_000_000_000L;

    private final Caller caller;
    private final Demand demand;
    private final Purse purse;
    private final Hold.Held held;
    private final Throttle throttle;
    private final Passage.Open open;
    private final AtomicBoolean ended = new AtomicBoolean();

    OpenPermit(Caller caller, Demand demand, Purse purse, Hold.Held held, Throttle throttle, Passage.Open open) {
        this.caller = caller;
        this.demand = demand;
        this.purse = purse;
        this.held = held;
        this.throttle = throttle;
        this.open = open;
    }

    @Override
    public Map<String, String> headers() {
        return throttle.headers(open);
    }

    @Override
    public void settle(Spending spending) {
        if (ended.compareAndSet(false, true)) {
            Spending sane = new Spending(
                    spending.upstream(),
                    sane(spending.inputTokens()),
                    sane(spending.cachedTokens()),
                    sane(spending.outputTokens()),
                    sane(spending.nanos()));
            throttle.settle(open, sane.inputTokens() + sane.outputTokens());
            purse.settle(held, use(sane), sane);
        }
    }

    @Override
    public void release() {
        if (ended.compareAndSet(false, true)) {
            throttle.release(open);
            purse.release(held);
        }
    }

    private Use use(Spending spending) {
        return new Use(
                caller.correlationId(),
                caller.instanceId(),
                caller.function(),
                caller.keyName(),
                caller.project(),
                demand.model(),
                spending.upstream());
    }

    private static long sane(long count) {
        return Math.clamp(count, 0, MOST);
    }
}
