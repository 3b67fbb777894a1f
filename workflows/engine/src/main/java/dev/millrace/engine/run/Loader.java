package dev.millrace.engine.run;

import dev.millrace.engine.store.Journal;
import dev.millrace.engine.store.StoreException;
import dev.millrace.engine.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Brings instances of the backlog into memory, many in one read, as long as there is room. */
final class Loader implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Loader.class.getName());
    private static final int BATCH = 256;
    private static final int SWEEP = 1_000;
    private static final long PATIENCE_MILLIS = 50;

    private final Journal journal;
    private final Backlog backlog;
    private final int maxActive;
    private final ConcurrentMap<String, Live> lives;
    private final Crew crew;
    private final Tenancy tenancy;
    private final Thread thread =
            Thread.ofPlatform().name("engine-loader").daemon().unstarted(this::run);
    private volatile boolean full;
    private volatile boolean closed;

    Loader(
            Journal journal,
            Backlog backlog,
            int maxActive,
            ConcurrentMap<String, Live> lives,
            Crew crew,
            Tenancy tenancy) {
        this.journal = journal;
        this.backlog = backlog;
        this.maxActive = maxActive;
        this.lives = lives;
        this.crew = crew;
        this.tenancy = tenancy;
    }

    void start() {
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                sweep();
                load();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "Instances could not be read; they are read again soon", e);
                pause();
            }
        }
    }

    private void awaitRoom() {
        full = true;
        if (lives.size() >= maxActive) {
            LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS));
        }
        full = false;
    }

    /** An instance has left memory: there is room for another. Never waits. */
    void freed() {
        if (full) {
            LockSupport.unpark(thread);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        String from = backlog.sweepsFrom();
        if (from != null) {
            List<String> found = journal.unfinished(tenancy.held(), from, SWEEP);
            backlog.swept(from, found, found.size() < SWEEP);
        }
    }

    private void load() throws InterruptedException {
        int room = Math.min(BATCH, maxActive - lives.size());
        if (room <= 0) {
            awaitRoom();
            return;
        }
        List<String> ids = backlog.take(room, PATIENCE_MILLIS);
        List<Live> fresh = admit(ids);
        if (!fresh.isEmpty()) {
            try {
                read(fresh);
            } catch (StoreException e) {
                fresh.forEach(Live::vanish);
                fresh.forEach(live -> backlog.add(live.id()));
                throw e;
            }
        }
    }

    private List<Live> admit(List<String> ids) {
        var fresh = new ArrayList<Live>();
        for (String id : ids) {
            if (!tenancy.holds(id)) {
                continue;
            }
            Live live = Live.unread(id, crew);
            Live known = lives.putIfAbsent(id, live);
            if (known == null && tenancy.holds(id)) {
                fresh.add(live);
            } else if (known == null) {
                // The shard went between the two looks, and its lives were dropped before this one was there.
                live.vanish();
            } else if (!known.isRead()) {
                backlog.add(id);
            }
        }
        return fresh;
    }

    private void read(List<Live> fresh) {
        List<Stored> found = journal.load(fresh.stream().map(Live::id).toList());
        Map<String, Live> missing = new HashMap<>();
        fresh.forEach(live -> missing.put(live.id(), live));
        for (Stored stored : found) {
            Live live = missing.remove(stored.instance().id());
            if (live != null) {
                read(live, stored);
            }
        }
        missing.values().forEach(Live::vanish);
    }

    /** One that cannot be brought back to life must not keep the others from it. */
    private static void read(Live live, Stored stored) {
        try {
            live.read(stored);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "An instance cannot be read, instance={0}", live.id(), e);
            live.vanish();
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
