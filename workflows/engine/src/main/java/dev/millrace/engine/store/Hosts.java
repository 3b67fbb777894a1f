package dev.millrace.engine.store;

import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** The licences to write: one row per engine, and the shards that each engine runs. */
public interface Hosts {

    /**
     * Takes a licence that was never used.
     *
     * @param runs whether the host runs instances, and does not only talk to them
     */
    void join(UUID host, Duration lease, boolean runs);

    /**
     * Prolongs the licence, takes shards that nobody holds up to a fair share, and names those to give up. An engine
     * whose licence expired is struck off when {@code bury} is set; its shards are free then.
     *
     * @throws FencedException when the licence is gone
     */
    Tenure renew(UUID host, Duration lease, boolean bury);

    /** Gives shards up; the caller has stopped working on them. */
    void release(UUID host, Set<Integer> shards);

    /** Gives the licence and every shard back. Without effect when the licence is gone. */
    void leave(UUID host);

    /**
     * What a host may run.
     *
     * @param held every shard that it holds now
     * @param surplus those of them that others wait for
     */
    record Tenure(Set<Integer> held, Set<Integer> surplus) {

        public Tenure {
            held = Set.copyOf(held);
            surplus = Set.copyOf(surplus);
        }
    }
}
