package dev.millrace.platform.metering;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent.Kind;
import dev.millrace.contracts.events.UsageEvent.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Divides the wall-clock time of this instance among those it works for: work that overlaps shares
 * the time evenly, the start and the wait for the first work are the cold start and the idle time of whoever came
 * first, and the time between two works is the idle tail of whoever left last. No nanosecond is lost or charged twice: what cannot be divided evenly
 * is carried on, in the end to whoever leaves last. Thread-safe.
 */
public final class Meter {

    private final LongSupplier nanoTime;
    private final Map<Account, Long> accounts = new HashMap<>();
    private final long start;
    private long since;
    private int working;
    private long share;
    private long undivided;
    private @Nullable Payer last;

    /**
     * @param nanoTime a clock that never goes back, such as {@link System#nanoTime()}
     * @param start nanoseconds that the process took to get here
     */
    public Meter(LongSupplier nanoTime, long start) {
        this.nanoTime = nanoTime;
        this.start = start;
        this.since = nanoTime.getAsLong();
    }

    private record Payer(TenantId tenant, @Nullable String correlationId) {}

    private record Account(Payer payer, Kind kind) {}

    /** Work in progress. Close it once, when the work ends. */
    public interface Work {
        void close();
    }

    public synchronized Work begin(TenantId tenant, @Nullable String correlationId) {
        var payer = new Payer(tenant, correlationId);
        if (last == null) {
            charge(new Account(payer, Kind.COLD_START), start);
            last = payer;
        }
        pass();
        working++;
        last = payer;
        long from = share;
        return () -> end(payer, from);
    }

    /** Whether there was work since the last {@link #take}. Idle time alone is not worth an event. */
    public synchronized boolean worked() {
        return accounts.keySet().stream().anyMatch(account -> account.kind() != Kind.IDLE);
    }

    /** Takes what was measured since the last call, an idle tail of this very moment included. */
    public synchronized Map<TenantId, List<Line>> take() {
        pass();
        var lines = new HashMap<TenantId, List<Line>>();
        accounts.forEach(
                (account, nanos) -> lines.computeIfAbsent(account.payer().tenant(), tenant -> new ArrayList<>())
                        .add(new Line(account.payer().correlationId(), account.kind(), nanos)));
        accounts.clear();
        return lines;
    }

    private synchronized void end(Payer payer, long from) {
        pass();
        working--;
        charge(new Account(payer, Kind.BUSY), share - from + (working == 0 ? undivided : 0));
        undivided = working == 0 ? 0 : undivided;
        last = payer;
    }

    /** Accounts for the time since the last change, once there is somebody to charge. */
    private void pass() {
        if (last == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        long elapsed = now - since;
        since = now;
        if (working > 0) {
            long divisible = elapsed + undivided;
            share += divisible / working;
            undivided = divisible % working;
        } else {
            charge(new Account(last, Kind.IDLE), elapsed);
        }
    }

    private void charge(Account account, long nanos) {
        if (nanos > 0) {
            accounts.merge(account, nanos, Long::sum);
        }
    }
}
