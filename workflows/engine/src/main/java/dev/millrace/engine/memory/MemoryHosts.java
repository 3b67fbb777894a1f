package dev.millrace.engine.memory;

import dev.millrace.engine.store.FencedException;
import dev.millrace.engine.store.Hosts;
import dev.millrace.engine.store.Shards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Licences in memory. */
final class MemoryHosts implements Hosts {

    private final Tables tables;
    private final Clock clock;

    MemoryHosts(Tables tables, Clock clock) {
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public void join(UUID host, Duration lease, boolean runs) {
        synchronized (tables) {
            if (runs) {
                tables.runners.add(host);
            }
            tables.hosts.put(host, clock.instant().plus(lease));
        }
    }

    @Override
    public Tenure renew(UUID host, Duration lease, boolean bury) {
        synchronized (tables) {
            requireLicence(tables, host);
            Instant now = clock.instant();
            tables.hosts.put(host, now.plus(lease));
            if (bury) {
                Set<UUID> dead = tables.hosts.entrySet().stream()
                        .filter(entry -> entry.getValue().isBefore(now))
                        .map(entry -> entry.getKey())
                        .collect(Collectors.toSet());
                dead.forEach(this::leave);
            }
            return share(host);
        }
    }

    private Tenure share(UUID host) {
        int fair = tables.runners.contains(host) ? Shards.fairShare(tables.runners.size()) : 0;
        Set<Integer> held = held(host);
        for (int shard = 0; shard < Shards.COUNT && held.size() < fair; shard++) {
            if (tables.shards[shard] == null) {
                tables.shards[shard] = host;
                held.add(shard);
            }
        }
        Set<Integer> surplus = held.stream().skip(Math.min(fair, held.size())).collect(Collectors.toSet());
        return new Tenure(held, surplus);
    }

    private Set<Integer> held(UUID host) {
        var held = new HashSet<Integer>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if (host.equals(tables.shards[shard])) {
                held.add(shard);
            }
        }
        return held;
    }

    static void requireLicence(Tables tables, UUID host) {
        if (!tables.hosts.containsKey(host)) {
            throw new FencedException("Host " + host + " has no licence any more.");
        }
    }

    @Override
    public void release(UUID host, Set<Integer> shards) {
        synchronized (tables) {
            for (int shard : shards) {
                if (host.equals(tables.shards[shard])) {
                    tables.shards[shard] = null;
                }
            }
        }
    }

    @Override
    public void leave(UUID host) {
        synchronized (tables) {
            release(host, Shards.all());
            tables.hosts.remove(host);
            tables.runners.remove(host);
        }
    }
}
