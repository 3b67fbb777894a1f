package dev.millrace.engine.store;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a host writes and reads to run instances. */
public interface Journal {

    /**
     * Commits all writes or none, in their order, provided that the host has its licence. An outage of the store is
     * waited out. Hosts of shards other than the held ones are told of instances that start in them.
     *
     * @return one result per write
     * @throws FencedException when the licence is gone; whether the writes took effect is then unknown
     * @throws StoreException when the store will never take these writes; none took effect
     */
    List<Written> commit(UUID host, Set<Integer> held, List<Write> writes);

    /** Reads instances that a host is about to run; unknown ids are left out. */
    List<Stored> load(Collection<String> ids);

    /**
     * Reads messages of the given shards that committed since the last look, consumed ones excepted. Some may come
     * twice.
     *
     * @param mark from the look before, 0 for the first
     */
    Arrivals arrivals(Set<Integer> shards, long mark);

    /** Ids of instances with work under way or with messages, in order, after the given one. */
    List<String> unfinished(Set<Integer> shards, String after, int limit);

    /** The next timers due until then, the earliest first. */
    List<Wake> due(Set<Integer> shards, Instant until, int limit);

    /** A message for one instance. */
    record Arrival(String instanceId, Message message) {}

    /**
     * What arrived.
     *
     * @param mark for the next look
     */
    record Arrivals(List<Arrival> arrivals, long mark) {

        public Arrivals {
            arrivals = List.copyOf(arrivals);
        }
    }

    /** An instance with a timer. */
    record Wake(String instanceId, Instant at) {}
}
