package dev.millrace.modeldispatch.admission.budget;

import dev.millrace.contracts.TenantId;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The purses of all tenants that call here. Thread-safe. */
public final class Purses {

    private final Leases leases;
    private final LeaseRules rules;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Map<TenantId, Purse> purses = new ConcurrentHashMap<>();
    private volatile Runnable awake = () -> {};

    /** @param nanoTime a clock that never goes back, by which leases expire */
    public Purses(Leases leases, LeaseRules rules, InstantSource clock, LongSupplier nanoTime) {
        this.leases = leases;
        this.rules = rules;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    public Purse of(TenantId tenant) {
        Purse known = purses.get(tenant);
        return known != null ? known : purses.computeIfAbsent(tenant, this::create);
    }

    private Purse create(TenantId tenant) {
        return new Purse(tenant, leases, rules, clock, nanoTime, () -> awake.run());
    }

    /** @param action for whenever there is something to renew from now on */
    void onUse(Runnable action) {
        awake = action;
    }

    Collection<Purse> all() {
        return purses.values();
    }

    boolean isEmpty() {
        return purses.values().stream().allMatch(Purse::isEmpty);
    }
}
