package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Limits;
import dev.millrace.modeldispatch.admission.Verdict.Admitted;
import dev.millrace.modeldispatch.admission.Verdict.Reason;
import dev.millrace.modeldispatch.admission.Verdict.Refused;
import dev.millrace.modeldispatch.admission.budget.Hold;
import dev.millrace.modeldispatch.admission.budget.Purse;
import dev.millrace.modeldispatch.admission.budget.Purses;
import dev.millrace.modeldispatch.admission.limit.Throttle;
import dev.millrace.modeldispatch.admission.limit.Throttle.Passage;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Asks the limits first, as they cost nothing, then the budgets. */
public final class Doorkeeper implements Admission {

    private final Purses purses;
    private final BigDecimal defaultCap;
    private final Refusals refusals;
    private final LongSupplier nanoTime;
    private final Map<TenantId, Throttle> throttles = new ConcurrentHashMap<>();

    /**
     * @param defaultCap of a tenant without a budget of its own
     * @param nanoTime a clock that never goes back
     */
    public Doorkeeper(Purses purses, BigDecimal defaultCap, InstantSource clock, LongSupplier nanoTime) {
        this.purses = purses;
        this.defaultCap = defaultCap;
        this.refusals = new Refusals(clock);
        this.nanoTime = nanoTime;
    }

    @Override
    public Future<Verdict> admit(Caller caller, Demand demand) {
        requireSensible(demand);
        Throttle throttle = throttle(caller);
        Passage passage = throttle.enter(
                caller.tenant().models().limits(),
                caller.keyName(),
                caller.key() == null ? Limits.NONE : caller.key().limits(),
                demand.tokens());
        return switch (passage) {
            case Passage.Shut shut ->
                Future.succeededFuture(
                        new Refused(Reason.RATE_LIMITED, shut.sentence(), shut.retryAfter(), shut.headers()));
            case Passage.Open open -> reserve(caller, demand, throttle, open);
        };
    }

    @Override
    public Future<Verdict> admitFurther(Caller caller, Demand demand) {
        requireSensible(demand);
        return reserve(caller, demand, throttle(caller), new Passage.Open(List.of(), demand.tokens()));
    }

    private Throttle throttle(Caller caller) {
        return throttles.computeIfAbsent(caller.tenant().id(), unseen -> new Throttle(nanoTime));
    }

    private static void requireSensible(Demand demand) {
        if (demand.tokens() < 0 || demand.cost().nanos() < 0) {
            throw new IllegalArgumentException("a call cannot use less than nothing: " + demand);
        }
    }

    private Future<Verdict> reserve(Caller caller, Demand demand, Throttle throttle, Passage.Open open) {
        Money cost = demand.cost();
        Purse purse = purses.of(caller.tenant().id());
        List<Budget> bounds = caller.tenant().budgetsOr(Money.of(defaultCap, cost.currency())).stream()
                .filter(budget -> budget.bounds(caller.project(), caller.keyName()))
                .toList();
        return purse.reserve(bounds, cost.nanos(), cost.currency()).map(hold -> switch (hold) {
            case Hold.Held held -> new Admitted(new OpenPermit(caller, demand, purse, held, throttle, open));
            case Hold.Exhausted exhausted -> refuse(throttle, open, refusals.exhausted(exhausted, cost));
            case Hold.UsedUp usedUp -> refuse(throttle, open, refusals.usedUp(usedUp.term()));
            case Hold.Away away -> refuse(throttle, open, refusals.away(away.term()));
            case Hold.OtherCurrency other ->
                refuse(throttle, open, refusals.otherCurrency(other.term(), cost.currency()));
        });
    }

    private static Verdict refuse(Throttle throttle, Passage.Open open, Refused refused) {
        throttle.release(open);
        return refused;
    }
}
