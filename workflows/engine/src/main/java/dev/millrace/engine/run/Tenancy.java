package dev.millrace.engine.run;

import dev.millrace.engine.EngineConfig;
import dev.millrace.engine.store.FencedException;
import dev.millrace.engine.store.Hosts;
import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.Shards;
import dev.millrace.engine.store.Store;
import dev.millrace.engine.store.StoreException;
import dev.millrace.engine.store.Write;
import dev.millrace.engine.store.Written;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The host's licence and shards. Only the writer's thread changes them, between its transactions: so a transaction is
 * always about shards that are held.
 */
final class Tenancy implements Writer.Desk {

    private static final System.Logger LOG = System.getLogger(Tenancy.class.getName());
    private static final long RETRY = Duration.ofMillis(200).toNanos();

    private final Store store;
    private final Duration lease;
    private final long renewal;
    private final long poll;
    private final boolean runs;
    private final Listener listener;
    private volatile Set<Integer> held = Set.of();
    private @Nullable UUID licence;
    private long mark;
    private long nextRenewal = System.nanoTime();
    private long nextPoll = System.nanoTime();
    private long connectedSince = System.nanoTime();

    /** Hears what changes, on the writer's thread. */
    interface Listener {

        void gained();

        void lost(Set<Integer> shards);

        void arrived(Journal.Arrival arrival);
    }

    Tenancy(Store store, EngineConfig config, boolean runs, Listener listener) {
        this.store = store;
        this.lease = config.lease();
        this.renewal = config.lease().toNanos() / 5;
        this.poll = config.poll().toNanos();
        this.runs = runs;
        this.listener = listener;
    }

    Set<Integer> held() {
        return held;
    }

    boolean holds(String instanceId) {
        return held.contains(Shards.of(instanceId));
    }

    @Override
    public long duties() {
        long now = System.nanoTime();
        try {
            if (now - nextRenewal >= 0) {
                renew(now);
            }
            if (now - nextPoll >= 0) {
                nextPoll = now + poll;
                look();
            }
        } catch (StoreException e) {
            LOG.log(System.Logger.Level.WARNING, "The store is away; the host waits for it: {0}", e.getMessage());
            connectedSince = System.nanoTime();
            nextRenewal = now + RETRY;
            nextPoll = now + RETRY;
        }
        return Math.max(1, Math.min(nextRenewal, nextPoll) - System.nanoTime());
    }

    @Override
    public void farewell() {
        UUID mine = licence;
        if (mine != null) {
            drop(held);
            store.hosts().leave(mine);
            licence = null;
        }
    }

    private void renew(long now) {
        UUID mine = licence;
        if (mine == null) {
            mine = UUID.randomUUID();
            store.hosts().join(mine, lease, runs);
            licence = mine;
        }
        boolean bury = now - connectedSince > lease.toNanos();
        Hosts.Tenure tenure = store.hosts().renew(mine, lease, bury);
        nextRenewal = now + renewal;
        // A server that crashed may number its transactions from further back: now and then everything is looked at.
        mark = 0;
        take(tenure);
        if (!tenure.surplus().isEmpty()) {
            drop(tenure.surplus());
            store.hosts().release(mine, tenure.surplus());
        }
    }

    private void take(Hosts.Tenure tenure) {
        Set<Integer> before = held;
        var lost = new HashSet<>(before);
        lost.removeAll(tenure.held());
        drop(lost);
        held = tenure.held();
        if (!before.containsAll(held)) {
            listener.gained();
        }
    }

    private void drop(Set<Integer> shards) {
        if (!shards.isEmpty()) {
            var rest = new HashSet<>(held);
            rest.removeAll(shards);
            held = Set.copyOf(rest);
            listener.lost(shards);
        }
    }

    private void look() {
        if (!held.isEmpty()) {
            Journal.Arrivals arrivals = store.journal().arrivals(held, mark);
            mark = arrivals.mark();
            arrivals.arrivals().forEach(listener::arrived);
        }
    }

    @Override
    public List<Written> commit(List<Write> writes) {
        UUID mine = licence;
        if (mine == null) {
            throw new FencedException("The host has no licence.");
        }
        return store.journal().commit(mine, held, writes);
    }

    @Override
    public void fenced() {
        LOG.log(System.Logger.Level.WARNING, "The licence is gone: others took over. The host joins anew.");
        drop(held);
        licence = null;
        connectedSince = System.nanoTime();
        nextRenewal = System.nanoTime();
    }
}
